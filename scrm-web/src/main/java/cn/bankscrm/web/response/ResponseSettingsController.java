package cn.bankscrm.web.response;

import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.response.ResponseSettings;
import cn.bankscrm.compliance.response.ResponseSettings.NamedDay;
import cn.bankscrm.compliance.response.WorkingHours;
import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What waits are measured by; written by head office's compliance, for it is the whole bank's measure. */
@Navigation(Section.RESPONSE)
@RequestMapping("/compliance/response/settings")
@Controller
class ResponseSettingsController {

    private static final int LONGEST_LIMIT = 10_000;
    private static final int MOST_DAYS = 1_000;
    private static final int MOST_PHRASES = 500;
    private static final int LONGEST_PHRASE = 20;
    private static final String PAGE = "redirect:/compliance/response/settings";

    private final ResponseSettings settings;
    private final LexiconDrafts headOffice;
    private final Clock clock;

    ResponseSettingsController(ResponseSettings settings, LexiconDrafts headOffice, Clock clock) {
        this.settings = settings;
        this.headOffice = headOffice;
        this.clock = clock;
    }

    @GetMapping
    String page(@RequestParam @Nullable Integer year, @AuthenticationPrincipal SignedIn reader, Model model) {
        int shown = year == null ? LocalDate.now(clock).getYear() : year;
        model.addAttribute("hours", settings.hours());
        model.addAttribute("days", settings.days(shown));
        model.addAttribute("year", shown);
        model.addAttribute("limits", settings.limits());
        model.addAttribute("segments", settings.segments());
        model.addAttribute("phrases", String.join("\n", settings.phrases()));
        model.addAttribute("week", DayOfWeek.values());
        model.addAttribute("writes", headOffice.mayWrite(reader.scope()));
        return "response/settings";
    }

    @PostMapping("/hours")
    String hours(
            @RequestParam @Nullable String institution,
            @RequestParam(required = false) @Nullable Set<DayOfWeek> weekdays,
            @RequestParam @Nullable String opens,
            @RequestParam @Nullable String closes,
            @RequestParam @Nullable String breakFrom,
            @RequestParam @Nullable String breakTo,
            @AuthenticationPrincipal SignedIn person,
            RedirectAttributes next) {
        String by = writer(person);
        try {
            LocalTime noon = LocalTime.NOON;
            boolean pause = breakFrom != null && breakTo != null;
            LocalTime from = time(opens);
            LocalTime until = time(closes);
            // no break is one of no length, anywhere in the day
            LocalTime none = noon.isBefore(from) || noon.isAfter(until) ? from : noon;
            WorkingHours hours = new WorkingHours(
                    weekdays == null ? Set.of() : new HashSet<>(weekdays),
                    from,
                    until,
                    pause ? time(breakFrom) : none,
                    pause ? time(breakTo) : none);
            boolean known = settings.setHours(institution == null ? null : new InstitutionCode(institution), hours, by);
            return to(known ? Notice.done("response.saved") : Notice.problem("response.noInstitution"), next);
        } catch (DateTimeException | IllegalArgumentException notHours) {
            return to(Notice.problem("response.noHours"), next);
        }
    }

    @PostMapping("/hours/remove")
    String removeHours(
            @RequestParam String institution, @AuthenticationPrincipal SignedIn person, RedirectAttributes next) {
        writer(person);
        boolean removed;
        try {
            removed = settings.removeHours(new InstitutionCode(institution));
        } catch (IllegalArgumentException notACode) {
            removed = false;
        }
        return to(removed ? Notice.done("response.saved") : Notice.problem("response.noInstitution"), next);
    }

    /** @param lines a day each: {@code 2027-02-06 休 春节} or {@code 2027-02-14 班 调休上班}, comma or blank between */
    @PostMapping("/days")
    String days(
            @RequestParam @Nullable String lines, @AuthenticationPrincipal SignedIn person, RedirectAttributes next) {
        writer(person);
        List<NamedDay> days = new ArrayList<>();
        for (String line : (lines == null ? "" : lines).lines().toList()) {
            if (!line.isBlank()) {
                Optional<NamedDay> day = day(line.strip());
                if (day.isEmpty() || days.size() == MOST_DAYS) {
                    return to(Notice.problem("response.noDay", line.substring(0, Math.min(40, line.length()))), next);
                }
                days.add(day.get());
            }
        }
        if (days.isEmpty()) {
            return to(Notice.problem("response.noDays"), next);
        }
        settings.nameDays(days);
        next.addAttribute("year", days.getFirst().day().getYear());
        return to(Notice.done("response.daysSaved", days.size()), next);
    }

    @PostMapping("/days/remove")
    String removeDay(
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @AuthenticationPrincipal SignedIn person,
            RedirectAttributes next) {
        writer(person);
        settings.unnameDay(day);
        next.addAttribute("year", day.getYear());
        return to(Notice.done("response.saved"), next);
    }

    /** @param minutes nothing: the segment has no limit of its own */
    @PostMapping("/limits")
    String limit(
            @RequestParam @Nullable Integer segment,
            @RequestParam @Nullable Integer minutes,
            @AuthenticationPrincipal SignedIn person,
            RedirectAttributes next) {
        writer(person);
        boolean fits = minutes == null ? segment != null : minutes >= 1 && minutes <= LONGEST_LIMIT;
        if (!fits || (segment != null && !settings.segments().containsKey(segment))) {
            return to(Notice.problem("response.noLimit"), next);
        }
        settings.setLimit(segment, minutes);
        return to(Notice.done("response.saved"), next);
    }

    @PostMapping("/phrases")
    String phrases(
            @RequestParam @Nullable String phrases, @AuthenticationPrincipal SignedIn person, RedirectAttributes next) {
        writer(person);
        List<String> kept =
                (phrases == null ? "" : phrases).lines().map(String::strip).toList();
        if (kept.size() > MOST_PHRASES || kept.stream().anyMatch(phrase -> phrase.length() > LONGEST_PHRASE)) {
            return to(Notice.problem("response.noPhrases"), next);
        }
        settings.setPhrases(kept);
        return to(Notice.done("response.saved"), next);
    }

    private static Optional<NamedDay> day(String line) {
        String[] parts = line.split("[\\s,，]+", 3);
        if (parts.length < 2 || (!parts[1].equals("休") && !parts[1].equals("班"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new NamedDay(LocalDate.parse(parts[0]), parts[1].equals("班"), parts.length == 3 ? parts[2] : ""));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    private static LocalTime time(@Nullable String typed) {
        return LocalTime.parse(typed == null ? "" : typed);
    }

    private String writer(SignedIn person) {
        if (!headOffice.mayWrite(person.scope())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return person.name();
    }

    private static String to(Notice notice, RedirectAttributes next) {
        next.addFlashAttribute(Notice.ATTRIBUTE, notice);
        return PAGE;
    }
}
