package cn.bankscrm.web.tracking;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.engagement.tracking.Lead;
import cn.bankscrm.engagement.tracking.LeadId;
import cn.bankscrm.engagement.tracking.LeadState;
import cn.bankscrm.engagement.tracking.Leads;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.ListPosition;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Customers who read long, for those who should do something about it. */
@Navigation(Section.LEADS)
@RequestMapping("/leads")
@Controller
class LeadController {

    private static final int ROWS = 20;
    private static final int LONGEST_REASON = 200;

    private final Leads leads;
    private final CustomerLists looks;

    LeadController(Leads leads, CustomerLists looks) {
        this.leads = leads;
        this.looks = looks;
    }

    @GetMapping
    String list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        LeadState shown = state(state);
        looks.record(AuditAction.CUSTOMERS_LISTED, "leads", reader.scope(), Map.of("state", shown.name()));
        List<Lead> rows = leads.list(
                shown,
                ListPosition.read(after, (at, id) -> new Lead.Position(at, new LeadId(id))),
                ROWS + 1,
                reader.scope());
        boolean further = rows.size() > ROWS;
        List<Lead> part = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("rows", part);
        Map<LeadState, Long> counts = leads.counts(reader.scope());
        model.addAttribute(
                "counts",
                Arrays.stream(LeadState.values())
                        .collect(Collectors.toMap(Enum::name, one -> counts.getOrDefault(one, 0L))));
        model.addAttribute("state", shown);
        model.addAttribute("states", LeadState.values());
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/leads")
                                .queryParam("state", shown)
                                .build(),
                        after,
                        further
                                ? ListPosition.write(
                                        part.getLast().raisedAt(),
                                        part.getLast().id().value())
                                : null));
        return "tracking/leads";
    }

    @PostMapping("/{id:\\d{1,18}}/take")
    String take(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, RedirectAttributes next) {
        return decided(leads.take(new LeadId(id), reader.name(), reader.scope()), "leads.taken", LeadState.TAKEN, next);
    }

    @PostMapping("/{id:\\d{1,18}}/done")
    String done(
            @PathVariable long id,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn reader,
            RedirectAttributes next) {
        return decided(
                leads.done(new LeadId(id), cut(reason), reader.name(), reader.scope()),
                "leads.done",
                LeadState.NEW,
                next);
    }

    @PostMapping("/{id:\\d{1,18}}/drop")
    String drop(
            @PathVariable long id,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn reader,
            RedirectAttributes next) {
        if (cut(reason).isEmpty()) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("leads.reason.missing"));
            return "redirect:/leads";
        }
        return decided(
                leads.drop(new LeadId(id), cut(reason), reader.name(), reader.scope()),
                "leads.dropped",
                LeadState.NEW,
                next);
    }

    private static String decided(boolean changed, String done, LeadState then, RedirectAttributes next) {
        next.addFlashAttribute(
                Notice.ATTRIBUTE, changed ? Notice.done(done) : Notice.problem("leads.changedMeanwhile"));
        return "redirect:/leads?state=" + then;
    }

    private static String cut(@Nullable String reason) {
        String text = reason == null ? "" : reason.strip();
        return text.substring(0, Math.min(LONGEST_REASON, text.length()));
    }

    private static LeadState state(@Nullable String word) {
        return Arrays.stream(LeadState.values())
                .filter(state -> state.name().equals(word))
                .findFirst()
                .orElse(LeadState.NEW);
    }
}
