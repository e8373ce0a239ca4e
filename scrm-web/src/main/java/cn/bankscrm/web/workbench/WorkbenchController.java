package cn.bankscrm.web.workbench;

import cn.bankscrm.compliance.interception.DoorClosed;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.instruction.FeedbackKind;
import cn.bankscrm.engagement.instruction.InstructionId;
import cn.bankscrm.engagement.instruction.InstructionTasks;
import cn.bankscrm.engagement.market.MarketBoard;
import cn.bankscrm.engagement.tracking.LeadId;
import cn.bankscrm.engagement.tracking.Leads;
import cn.bankscrm.engagement.workbench.Caring;
import cn.bankscrm.engagement.workbench.DayTasks;
import cn.bankscrm.engagement.workbench.DoingTasks;
import cn.bankscrm.engagement.workbench.Months;
import cn.bankscrm.engagement.workbench.NotDone;
import cn.bankscrm.engagement.workbench.Offered;
import cn.bankscrm.engagement.workbench.Offers;
import cn.bankscrm.engagement.workbench.TaskKey;
import cn.bankscrm.engagement.workbench.TaskKind;
import cn.bankscrm.engagement.workbench.Way;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A customer manager's day: what is worth doing, what to say, and that it was done. */
@Navigation(Section.WORKBENCH)
@RequestMapping("/workbench")
@Controller
class WorkbenchController {

    private static final int LONGEST_TEXT = 4_000;
    private static final int NOON = 12;
    private static final int EVENING = 18;

    private final DayTasks days;
    private final Caring caring;
    private final Months months;
    private final Offers offers;
    private final DoingTasks doing;
    private final Leads leads;
    private final InstructionTasks instructions;
    private final MarketBoard market;
    private final CustomerLists looks;
    private final MessageSource messages;
    private final Clock clock;

    WorkbenchController(
            DayTasks days,
            Caring caring,
            Months months,
            Offers offers,
            DoingTasks doing,
            Leads leads,
            InstructionTasks instructions,
            MarketBoard market,
            CustomerLists looks,
            MessageSource messages,
            Clock clock) {
        this.days = days;
        this.caring = caring;
        this.months = months;
        this.offers = offers;
        this.doing = doing;
        this.leads = leads;
        this.instructions = instructions;
        this.market = market;
        this.looks = looks;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String day(@AuthenticationPrincipal SignedIn reader, Model model) {
        StaffId staff = own(reader);
        looks.record(AuditAction.CUSTOMERS_LISTED, "workbench", reader.scope(), Map.of());
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), clock.getZone());
        model.addAttribute("today", now.toLocalDate());
        model.addAttribute("weekday", now.getDayOfWeek().getValue());
        model.addAttribute(
                "part", now.getHour() < NOON ? "morning" : now.getHour() < EVENING ? "afternoon" : "evening");
        model.addAttribute("now", clock.instant());
        model.addAttribute("day", days.of(staff));
        model.addAttribute("market", market.state());
        model.addAttribute("marketConfigured", market.configured());
        model.addAttribute("care", caring.of(staff));
        model.addAttribute("month", months.of(staff));
        model.addAttribute("reasons", NotDone.values());
        return "workbench/day";
    }

    /** What to say, cleared now. */
    @PostMapping("/tasks/{key}/words")
    String words(
            @PathVariable String key,
            @RequestParam @Nullable String text,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        TaskKey task = task(key, TaskKind.TOUCH);
        model.addAttribute("key", task.text());
        if (text != null && text.length() > LONGEST_TEXT) {
            model.addAttribute("problem", "sidebar.tooLong");
            model.addAttribute("longest", LONGEST_TEXT);
            return "workbench/words";
        }
        try {
            switch (offers.forTask(task.id(), text == null ? null : text.replace("\r\n", "\n"), own(reader))) {
                case Offered.Words words -> model.addAttribute("words", words);
                case Offered.Held(var held, var decision) -> {
                    model.addAttribute("held", held);
                    model.addAttribute("problem", "workbench.words.held");
                }
                case Offered.TooEarly(var from) -> {
                    model.addAttribute("problem", "workbench.words.early");
                    model.addAttribute("from", from);
                }
                case Offered.Withdrawn() -> model.addAttribute("problem", "workbench.words.withdrawn");
                case Offered.Gone() -> model.addAttribute("problem", "workbench.gone");
            }
        } catch (DoorClosed closed) {
            model.addAttribute("problem", "sidebar.closed");
        }
        return "workbench/words";
    }

    /** The words were sent by hand: recorded once, however often the form comes. */
    @PostMapping("/offers/{key}/sent")
    String sent(@PathVariable UUID key, @AuthenticationPrincipal SignedIn reader, RedirectAttributes next) {
        return told(offers.sent(key, Way.COPIED, own(reader)), "workbench.done", next);
    }

    @PostMapping("/tasks/{key}/done")
    String done(@PathVariable String key, @AuthenticationPrincipal SignedIn reader, RedirectAttributes next) {
        TaskKey task = task(key, TaskKind.TOUCH, TaskKind.LEAD, TaskKind.INSTRUCTION);
        boolean changed = switch (task.kind()) {
            case TOUCH -> doing.done(task.id(), own(reader));
            case INSTRUCTION -> instructions.done(new InstructionId(task.id()), own(reader));
            default -> leads.done(new LeadId(task.id()), "", reader.name(), reader.scope());
        };
        return told(changed, "workbench.done", next);
    }

    @PostMapping("/tasks/{key}/decline")
    String decline(
            @PathVariable String key,
            @RequestParam NotDone reason,
            @AuthenticationPrincipal SignedIn reader,
            RedirectAttributes next) {
        TaskKey task = task(key, TaskKind.TOUCH, TaskKind.LEAD, TaskKind.INSTRUCTION);
        String words = messages.getMessage("workbench.reason." + reason, null, LocaleContextHolder.getLocale());
        if (task.kind() == TaskKind.INSTRUCTION) {
            FeedbackKind kind = reason == NotDone.DISLIKED ? FeedbackKind.DISLIKED : FeedbackKind.UNFIT;
            return told(
                    instructions.feedback(new InstructionId(task.id()), own(reader), kind, words),
                    "workbench.fedBack",
                    next);
        }
        boolean changed = task.kind() == TaskKind.TOUCH
                ? doing.decline(task.id(), reason, own(reader))
                : leads.drop(new LeadId(task.id()), words, reader.name(), reader.scope());
        return told(changed, "workbench.declined", next);
    }

    /** A mass send to this one customer is drafted; the member confirms it in WeCom. */
    @PostMapping("/tasks/{key}/draft")
    String draft(@PathVariable String key, @AuthenticationPrincipal SignedIn reader, RedirectAttributes next) {
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                switch (doing.draft(task(key, TaskKind.TOUCH).id(), own(reader))) {
                    case DRAFTED -> Notice.done("workbench.drafted");
                    case NO_ROOM -> Notice.problem("workbench.noRoom");
                    case GONE -> Notice.problem("workbench.gone");
                });
        return "redirect:/workbench";
    }

    private static String told(boolean changed, String done, RedirectAttributes next) {
        next.addFlashAttribute(Notice.ATTRIBUTE, changed ? Notice.done(done) : Notice.problem("workbench.gone"));
        return "redirect:/workbench";
    }

    private static TaskKey task(String key, TaskKind... kinds) {
        Optional<TaskKey> task =
                TaskKey.of(key).filter(one -> Arrays.asList(kinds).contains(one.kind()));
        return task.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static StaffId own(SignedIn reader) {
        return reader.staff().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
