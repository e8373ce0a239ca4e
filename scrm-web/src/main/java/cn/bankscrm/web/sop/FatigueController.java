package cn.bankscrm.web.sop;

import cn.bankscrm.engagement.fatigue.Cap;
import cn.bankscrm.engagement.fatigue.FatigueRules;
import cn.bankscrm.engagement.fatigue.FatigueSettings;
import cn.bankscrm.engagement.fatigue.QuietHours;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The rules of the fatigue guard: open to whoever plans, changed by head office. */
@Navigation(Section.SOP)
@RequestMapping("/sop/fatigue")
@Controller
class FatigueController {

    private static final int MOST_CAPS = 12;

    private final FatigueSettings settings;

    FatigueController(FatigueSettings settings) {
        this.settings = settings;
    }

    @GetMapping
    String show(SignedIn reader, Model model) {
        FatigueRules rules = settings.rules();
        model.addAttribute("rules", rules);
        model.addAttribute("holidays", settings.holidays());
        model.addAttribute("channels", SopBuilder.CHANNELS);
        model.addAttribute("changes", reader.role() == Role.ADMINISTRATOR);
        return "sop/fatigue";
    }

    @PostMapping
    String change(
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam int complaintDays,
            @RequestParam int deletionDays,
            @RequestParam List<String> channel,
            @RequestParam List<String> days,
            @RequestParam List<String> most,
            RedirectAttributes next) {
        Optional<FatigueRules> rules = read(from, to, complaintDays, deletionDays, channel, days, most);
        rules.ifPresent(settings::change);
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                rules.isPresent() ? Notice.done("sop.fatigue.saved") : Notice.problem("sop.fatigue.wrong"));
        return "redirect:/sop/fatigue";
    }

    @PostMapping("/holidays")
    String holiday(
            @RequestParam String act,
            @RequestParam String day,
            @RequestParam @Nullable String name,
            RedirectAttributes next) {
        try {
            LocalDate date = LocalDate.parse(day);
            if (act.equals("remove")) {
                settings.removeHoliday(date);
            } else if (name == null || name.isBlank() || name.length() > 30) {
                throw new DateTimeException("It has no name");
            } else {
                settings.addHoliday(date, name.strip());
            }
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("sop.fatigue.saved"));
        } catch (DateTimeException e) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("sop.fatigue.wrong"));
        }
        return "redirect:/sop/fatigue";
    }

    private static Optional<FatigueRules> read(
            String from,
            String to,
            int complaintDays,
            int deletionDays,
            List<String> channel,
            List<String> days,
            List<String> most) {
        if (complaintDays < 0 || complaintDays > 365 || deletionDays < 0 || deletionDays > 365) {
            return Optional.empty();
        }
        if (channel.size() != days.size() || days.size() != most.size() || days.size() > MOST_CAPS) {
            return Optional.empty();
        }
        List<Cap> caps = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (int i = 0; i < days.size(); i++) {
            if (days.get(i).isBlank() && most.get(i).isBlank()) {
                continue;
            }
            if (!days.get(i).matches("[0-9]{1,2}") || !most.get(i).matches("[0-9]{1,2}")) {
                return Optional.empty();
            }
            String of = channel.get(i);
            int within = Integer.parseInt(days.get(i));
            if (within < 1 || within > 90 || !known.add(of + " " + within)) {
                return Optional.empty();
            }
            caps.add(new Cap(
                    Arrays.stream(SopBuilder.CHANNELS)
                            .filter(one -> one.name().equals(of))
                            .findFirst(),
                    within,
                    Integer.parseInt(most.get(i))));
        }
        try {
            return Optional.of(new FatigueRules(
                    caps,
                    new QuietHours(LocalTime.parse(from), LocalTime.parse(to)),
                    Set.of(),
                    complaintDays,
                    deletionDays));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
