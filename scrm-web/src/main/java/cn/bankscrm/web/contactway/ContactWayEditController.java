package cn.bankscrm.web.contactway;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.engagement.contactway.ContactWayId;
import cn.bankscrm.engagement.contactway.ContactWays;
import cn.bankscrm.engagement.contactway.ContactWays.Saved;
import cn.bankscrm.engagement.contactway.WayLine;
import cn.bankscrm.engagement.contactway.WayMember;
import cn.bankscrm.engagement.contactway.WayPlan;
import cn.bankscrm.engagement.contactway.WayQueries;
import cn.bankscrm.engagement.contactway.WayQueries.Choice;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Plans codes: who is on duty when, up to how many friends a day, and who stands in. */
@Navigation(Section.CONTACT_WAYS)
@RequestMapping("/contact-ways")
@Controller
class ContactWayEditController {

    private final ScopeChoices scopes;
    private final WayQueries queries;
    private final ContactWays ways;
    private final Clock clock;

    ContactWayEditController(ScopeChoices scopes, WayQueries queries, ContactWays ways, Clock clock) {
        this.scopes = scopes;
        this.queries = queries;
        this.ways = ways;
        this.clock = clock;
    }

    @GetMapping("/new")
    String blank(
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String q,
            @AuthenticationPrincipal SignedIn author,
            Model model) {
        InstitutionNode owner = owner(institution, author);
        WayPlan plan = new WayPlan("", "", false, "", List.of());
        return form(
                owner.name(),
                owner.code().value(),
                null,
                plan,
                choices(owner.id(), null, q),
                ContactWayListController.words(q),
                author,
                model);
    }

    @PostMapping("/new")
    String make(
            @RequestParam @Nullable String institution,
            @RequestParam MultiValueMap<String, String> fields,
            @AuthenticationPrincipal SignedIn author,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        InstitutionNode owner = owner(institution, author);
        WayPlan plan = WayForm.read(fields);
        return switch (ways.make(owner.id(), plan, author.scope(), author.name())) {
            case Saved.Done(var id) -> saved(id, next);
            case Saved.Refused(var problems) -> {
                refused(problems, response, model);
                yield form(
                        owner.name(),
                        owner.code().value(),
                        null,
                        plan,
                        WayForm.overlaid(choices(owner.id(), null, ""), plan),
                        "",
                        author,
                        model);
            }
        };
    }

    @GetMapping("/{id:\\d{1,18}}/edit")
    String edit(
            @PathVariable long id,
            @RequestParam @Nullable String q,
            @AuthenticationPrincipal SignedIn author,
            Model model) {
        WayLine line = line(id, author);
        WayPlan plan = new WayPlan(line.name(), line.channel(), line.onPage(), line.places(), List.of());
        return form(
                line.institutionName(),
                null,
                line,
                plan,
                choices(line.institution(), line.id(), q),
                ContactWayListController.words(q),
                author,
                model);
    }

    @PostMapping("/{id:\\d{1,18}}/edit")
    String change(
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> fields,
            @AuthenticationPrincipal SignedIn author,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        WayLine line = line(id, author);
        WayPlan read = WayForm.read(fields);
        WayPlan plan = new WayPlan(read.name(), line.channel(), read.onPage(), read.places(), read.members());
        return switch (ways.change(line.id(), plan, author.scope())) {
            case Saved.Done(var same) -> saved(same, next);
            case Saved.Refused(var problems) -> {
                refused(problems, response, model);
                yield form(
                        line.institutionName(),
                        null,
                        line,
                        plan,
                        WayForm.overlaid(choices(line.institution(), line.id(), ""), plan),
                        "",
                        author,
                        model);
            }
        };
    }

    private static String saved(ContactWayId id, RedirectAttributes next) {
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("ways.saved"));
        return "redirect:/contact-ways/" + id.value();
    }

    private static void refused(Set<WayPlan.Problem> problems, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("problems", problems.stream().sorted().toList());
    }

    private String form(
            String owner,
            @Nullable String institution,
            @Nullable WayLine line,
            WayPlan plan,
            List<Choice> choices,
            String q,
            SignedIn author,
            Model model) {
        model.addAttribute("owner", owner);
        model.addAttribute("institution", institution);
        model.addAttribute("line", line);
        model.addAttribute("plan", plan);
        model.addAttribute("choices", choices);
        model.addAttribute("q", q);
        model.addAttribute("channels", queries.channels(author.scope()));
        model.addAttribute("usual", WayMember.usual());
        model.addAttribute("week", DayOfWeek.values());
        return "contactway/edit";
    }

    private List<Choice> choices(InstitutionId institution, @Nullable ContactWayId way, @Nullable String q) {
        return queries.choices(institution, Optional.ofNullable(way), ContactWayListController.words(q));
    }

    private InstitutionNode owner(@Nullable String institution, SignedIn author) {
        return scopes.choose(author, institution)
                .institution()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private WayLine line(long id, SignedIn author) {
        LocalDate today = LocalDate.now(clock);
        return queries.find(new ContactWayId(id), today, today, author.scope())
                .filter(line -> !line.ended())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
