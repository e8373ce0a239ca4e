package cn.bankscrm.web.segment;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.segment.RuleSegment;
import cn.bankscrm.core.segment.RuleTags;
import cn.bankscrm.core.segment.SegmentId;
import cn.bankscrm.core.segment.SegmentMembers;
import cn.bankscrm.core.segment.SegmentProgress;
import cn.bankscrm.core.segment.SegmentRegister;
import cn.bankscrm.core.segment.SegmentTemplate;
import cn.bankscrm.core.segment.SegmentVersion;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The segments of the bank, and one of them: its rule in words, its versions, why somebody is in it. */
@Navigation(Section.SEGMENTS)
@RequestMapping("/segments")
@Controller
class SegmentController {

    private final SegmentRegister register;
    private final SegmentMembers members;
    private final SegmentSizes sizes;
    private final RuleTags tags;
    private final RuleWords words;
    private final Clock clock;

    SegmentController(
            SegmentRegister register,
            SegmentMembers members,
            SegmentSizes sizes,
            RuleTags tags,
            RuleWords words,
            Clock clock) {
        this.register = register;
        this.members = members;
        this.sizes = sizes;
        this.tags = tags;
        this.words = words;
        this.clock = clock;
    }

    /** A line of the list. */
    record Row(
            RuleSegment segment,
            SegmentSizes.Size size,
            @Nullable Integer percent) {}

    /** A version as the page shows it. */
    record Shown(
            SegmentVersion version,
            boolean inForce,
            List<RuleWords.Line> lines,
            RuleWords.@Nullable Difference difference) {}

    @GetMapping
    String list(SignedIn reader, Model model) {
        List<SegmentProgress> underWay = register.underWay();
        Map<String, SegmentSizes.Size> of = sizes.now(reader.scope());
        List<RuleSegment> segments = register.all();
        List<Row> rows = segments.stream()
                .filter(segment -> segment.retired().isEmpty())
                .map(segment -> new Row(segment, sizes.of(segment, of, reader.scope()), percent(segment, underWay)))
                .toList();
        model.addAttribute("rows", rows);
        model.addAttribute("counted", rows.stream().anyMatch(row -> row.size().members() != null));
        model.addAttribute(
                "retired",
                segments.stream()
                        .filter(segment -> segment.retired().isPresent())
                        .toList());
        model.addAttribute("templates", SegmentTemplate.values());
        model.addAttribute("writes", writes(reader));
        return "segment/list";
    }

    @GetMapping("/{id:\\d{1,5}}")
    String detail(@PathVariable int id, SignedIn reader, Model model) {
        show(id, reader, model);
        return "segment/detail";
    }

    @GetMapping("/{id:\\d{1,5}}/why")
    String why(@PathVariable int id, @RequestParam @Nullable String customer, SignedIn reader, Model model) {
        show(id, reader, model);
        Optional<SegmentMembers.Why> why =
                number(customer).flatMap(no -> members.why(new SegmentId((short) id), no, reader.scope()));
        if (why.isEmpty()) {
            model.addAttribute("unknown", true);
        } else {
            model.addAttribute("why", why.get());
            model.addAttribute("reasons", words.reasons(why.get().explanation()));
        }
        return "segment/detail";
    }

    @PostMapping("/{id:\\d{1,5}}/retire")
    String retire(@PathVariable int id, @RequestParam @Nullable String reason, RedirectAttributes next) {
        if (reason == null || reason.isBlank() || reason.length() > 200) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("segments.retire.reason"));
        } else {
            boolean done = register.retire(id(id), reason);
            next.addFlashAttribute(
                    Notice.ATTRIBUTE, done ? Notice.done("segments.retired") : Notice.problem("segments.gone"));
        }
        return "redirect:/segments/" + id;
    }

    private void show(int id, SignedIn reader, Model model) {
        RuleSegment segment =
                register.find(id(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        DataScope scope = reader.scope();
        model.addAttribute("segment", segment);
        model.addAttribute("size", sizes.of(segment, sizes.now(scope), scope));
        model.addAttribute("trend", sizes.trend(segment, scope));
        model.addAttribute("percent", percent(segment, register.underWay()));
        model.addAttribute("versions", versions(segment));
        model.addAttribute("following", tags.following(segment.id()));
        model.addAttribute("writes", writes(reader));
    }

    private List<Shown> versions(RuleSegment segment) {
        if (!segment.rule()) {
            return List.of();
        }
        LocalDate today = LocalDate.now(clock);
        List<SegmentVersion> versions = register.versions(segment.id());
        List<Shown> shown = new ArrayList<>();
        boolean found = false;
        for (int i = 0; i < versions.size(); i++) {
            SegmentVersion version = versions.get(i);
            boolean inForce =
                    !found && segment.retired().isEmpty() && !version.from().isAfter(today);
            found |= inForce;
            shown.add(new Shown(
                    version,
                    inForce,
                    words.lines(version.rule()),
                    i + 1 < versions.size()
                            ? words.difference(versions.get(i + 1).rule(), version.rule())
                            : null));
        }
        return shown;
    }

    private static @Nullable Integer percent(RuleSegment segment, List<SegmentProgress> underWay) {
        return segment.rule()
                ? underWay.stream()
                        .filter(run -> run.concerns(segment.id()))
                        .map(SegmentProgress::percent)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static SegmentId id(int id) {
        if (id > Short.MAX_VALUE) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return new SegmentId((short) id);
    }

    static boolean writes(SignedIn reader) {
        return reader.role() == Role.ADMINISTRATOR || reader.role() == Role.MIDDLE_OFFICE;
    }

    private static Optional<CustomerNo> number(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(String::strip).map(CustomerNo::new);
        } catch (IllegalArgumentException notANumber) {
            return Optional.empty();
        }
    }
}
