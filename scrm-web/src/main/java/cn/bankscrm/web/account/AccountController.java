package cn.bankscrm.web.account;

import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Administration of accounts. */
@Navigation(Section.ACCOUNTS)
@RequestMapping("/admin/accounts")
@Controller
class AccountController {

    private static final int ROWS = 50;
    private static final String LIST = "redirect:/admin/accounts";
    private static final String ONE = "redirect:/admin/accounts/{username}";

    private final AccountAdministration accounts;
    private final OfficerRequests requests;

    AccountController(AccountAdministration accounts, OfficerRequests requests) {
        this.accounts = accounts;
        this.requests = requests;
    }

    @ModelAttribute("roles")
    List<Role> roles() {
        return List.of(Role.values());
    }

    @GetMapping
    String list(@RequestParam @Nullable String after, Model model) {
        List<Account> rows = accounts.list(after == null ? "" : after, ROWS + 1);
        boolean further = rows.size() > ROWS;
        List<Account> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("rows", shown);
        model.addAttribute("requests", requests.waiting());
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/admin/accounts").build(),
                        after,
                        further ? shown.getLast().username() : null));
        return "account/list";
    }

    /** No user name begins like this. */
    @GetMapping("/_new")
    String blank(Model model) {
        model.addAttribute("account", AccountForm.empty());
        return "account/new";
    }

    @PostMapping
    String open(
            @Valid @ModelAttribute("account") AccountForm form,
            BindingResult binding,
            @RequestParam(defaultValue = "") String password,
            RedirectAttributes next) {
        AccountChange outcome = AccountChange.DONE;
        if (!binding.hasErrors()) {
            outcome = accounts.open(form, password);
            reject(outcome, binding);
        }
        if (binding.hasErrors()) {
            return "account/new";
        }
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done(done(outcome, "accounts.opened"), form.username()));
        return LIST;
    }

    @GetMapping("/{username}")
    String edit(@PathVariable String username, Model model) {
        Account account = existing(username);
        model.addAttribute("known", account);
        model.addAttribute("account", AccountForm.of(account));
        return "account/edit";
    }

    @PostMapping("/{username}")
    String change(
            @PathVariable String username,
            @RequestParam long version,
            @Valid @ModelAttribute("account") AccountForm form,
            BindingResult binding,
            Model model,
            RedirectAttributes next) {
        Account known = existing(username);
        AccountChange outcome = AccountChange.DONE;
        if (!binding.hasErrors()) {
            outcome = accounts.change(form, version);
            if (outcome == AccountChange.CHANGED_MEANWHILE) {
                throw new ResponseStatusException(HttpStatus.CONFLICT);
            }
            reject(outcome, binding);
        }
        if (binding.hasErrors()) {
            model.addAttribute("known", known);
            return "account/edit";
        }
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done(done(outcome, "accounts.changed"), known.username()));
        return LIST;
    }

    @PostMapping("/{username}/password")
    String resetPassword(
            @PathVariable String username, @RequestParam(defaultValue = "") String password, RedirectAttributes next) {
        return after(accounts.resetPassword(username, password), "accounts.passwordReset", username, next);
    }

    @PostMapping("/{username}/disable")
    String disable(@PathVariable String username, RedirectAttributes next) {
        return after(accounts.disable(username), "accounts.disabled", username, next);
    }

    @PostMapping("/{username}/enable")
    String enable(@PathVariable String username, RedirectAttributes next) {
        return after(accounts.enable(username), "accounts.enabled", username, next);
    }

    private static String after(AccountChange outcome, String done, String username, RedirectAttributes next) {
        if (outcome == AccountChange.CHANGED_MEANWHILE) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                outcome == AccountChange.DONE || outcome == AccountChange.WAITING
                        ? Notice.done(done(outcome, done), username)
                        : Notice.problem(key(outcome)));
        next.addAttribute("username", username);
        return ONE;
    }

    /** Puts a refusal beside the field that it is about. */
    private static void reject(AccountChange outcome, BindingResult binding) {
        switch (outcome) {
            case DONE, WAITING -> {}
            case NAME_TAKEN, WEAK_PASSWORD -> binding.rejectValue("username", key(outcome));
            case NO_SUCH_INSTITUTION -> binding.rejectValue("institutionCode", key(outcome));
            case NO_SUCH_STAFF, STAFF_TAKEN, PERSON_NEEDED -> binding.rejectValue("staffNo", key(outcome));
            case LAST_ADMINISTRATOR, LAST_OFFICER, WAITS_ALREADY, NOBODY_TO_CONFIRM, CHANGED_MEANWHILE ->
                binding.rejectValue("role", key(outcome));
        }
    }

    private static String done(AccountChange outcome, String message) {
        return outcome == AccountChange.WAITING ? "accounts.waits" : message;
    }

    private static String key(AccountChange outcome) {
        return "accounts.refused." + outcome;
    }

    private Account existing(String username) {
        return accounts.find(username).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
