package cn.bankscrm.web.instruction;

import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.core.scope.VisibleInstitutions;
import cn.bankscrm.engagement.instruction.Executing;
import cn.bankscrm.engagement.instruction.Feedback;
import cn.bankscrm.engagement.instruction.Instruction;
import cn.bankscrm.engagement.instruction.InstructionId;
import cn.bankscrm.engagement.instruction.InstructionLine;
import cn.bankscrm.engagement.instruction.InstructionRegister;
import cn.bankscrm.engagement.instruction.InstructionRows;
import cn.bankscrm.engagement.instruction.InstructionState;
import cn.bankscrm.engagement.instruction.InstructionTask;
import cn.bankscrm.engagement.instruction.InstructionTasks;
import cn.bankscrm.engagement.instruction.Place;
import cn.bankscrm.engagement.instruction.RiverQueries;
import cn.bankscrm.engagement.instruction.StaffStep;
import cn.bankscrm.engagement.instruction.Stall;
import cn.bankscrm.engagement.instruction.StepCounts;
import cn.bankscrm.engagement.sop.PlanRows;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.ExcelTable;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import cn.bankscrm.web.sop.PlanWords;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

/** The board of instructions, and the river of one: how far it has come, where it stalls, what the front says of it. */
@Navigation(Section.INSTRUCTIONS)
@RequestMapping("/instructions")
@Controller
class InstructionController {

    private static final List<String> COLUMNS = List.of(
            "instruction.staffNo",
            "instruction.staff",
            "instruction.institution",
            "instruction.step",
            "instruction.deliveredAt",
            "instruction.seenAt",
            "instruction.startedAt",
            "instruction.doneAt",
            "instruction.knownBy",
            "instruction.reminders");

    private final VisibleInstitutions institutions;
    private final InstructionRows rows;
    private final RiverQueries river;
    private final InstructionRegister register;
    private final InstructionTasks tasks;
    private final PlanRows plans;
    private final PlanWords planWords;
    private final InstructionWords words;
    private final Clock clock;

    InstructionController(
            VisibleInstitutions institutions,
            InstructionRows rows,
            RiverQueries river,
            InstructionRegister register,
            InstructionTasks tasks,
            PlanRows plans,
            PlanWords planWords,
            InstructionWords words,
            Clock clock) {
        this.institutions = institutions;
        this.rows = rows;
        this.river = river;
        this.register = register;
        this.tasks = tasks;
        this.plans = plans;
        this.planWords = planWords;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping
    String board(@AuthenticationPrincipal SignedIn reader, Model model) {
        List<InstructionLine> lines = rows.all(reader.scope(), reader.name());
        List<InstructionTask> own = reader.staff().map(tasks::of).orElse(List.of());
        Set<InstructionId> open = own.stream().map(InstructionTask::id).collect(Collectors.toSet());
        boolean front = reader.scope() instanceof DataScope.OwnCustomers;
        Optional<InstitutionNode> top = institutions.top(reader.scope());
        model.addAttribute("tasks", own);
        model.addAttribute(
                "lines",
                front ? lines.stream().filter(line -> !open.contains(line.id())).toList() : lines);
        model.addAttribute("front", front);
        model.addAttribute(
                "toPassOn",
                top.map(node -> rows.toPassOn(node.id(), reader.scope())).orElse(List.of()));
        model.addAttribute(
                "escalated",
                top.map(node -> rows.escalatedTo(node.id(), reader.scope())).orElse(List.of()));
        model.addAttribute(
                "running",
                lines.stream()
                        .filter(line -> line.state() == InstructionState.RUNNING)
                        .count());
        model.addAttribute(
                "stalled",
                lines.stream()
                        .mapToInt(line -> running(line) ? line.stalled() : 0)
                        .sum());
        model.addAttribute(
                "unanswered",
                lines.stream().mapToInt(InstructionLine::unanswered).sum());
        model.addAttribute("issues", issues(reader));
        return "instruction/list";
    }

    private static boolean running(InstructionLine line) {
        return line.state() == InstructionState.RUNNING;
    }

    @GetMapping("/{id:\\d{1,18}}")
    String page(
            @PathVariable long id,
            @RequestParam @Nullable String at,
            @RequestParam @Nullable String step,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        Instruction instruction = find(id, reader);
        reader.staff().ifPresent(staff -> tasks.seen(instruction.id(), staff));
        model.addAttribute("instruction", instruction);
        model.addAttribute(
                "task",
                reader.staff()
                        .flatMap(staff -> tasks.find(instruction.id(), staff))
                        .orElse(null));
        model.addAttribute(
                "said",
                reader.staff()
                        .map(staff -> river.feedback(instruction.id(), staff))
                        .orElse(List.of()));
        if (reader.scope() instanceof DataScope.OwnCustomers) {
            return "instruction/own";
        }
        register.opened(instruction.id(), reader.scope());
        InstitutionNode here = place(instruction, at, reader);
        river(instruction, here, model);
        List<Feedback> feedback = river.feedback(instruction.id(), here.id());
        model.addAttribute("path", institutions.path(here.id(), reader.scope()));
        model.addAttribute("feedback", feedback);
        model.addAttribute("unanswered", unanswered(feedback));
        model.addAttribute("times", river.times(instruction.id(), here.id()));
        model.addAttribute("outcome", river.outcome(instruction.id(), here.id()));
        model.addAttribute(
                "planResult",
                instruction
                        .plan()
                        .map(plan -> planWords.result(plans.result(plan)))
                        .orElse(null));
        StaffStep only = step(step);
        model.addAttribute("only", only);
        model.addAttribute(
                "people",
                only == null ? List.of() : river.people(instruction.id(), here.id(), only, RiverQueries.LISTED));
        boolean own = issues(reader) && rows.own(instruction, reader.scope());
        model.addAttribute("answers", own);
        model.addAttribute("ends", own && instruction.running());
        return "instruction/river";
    }

    private void river(Instruction instruction, InstitutionNode here, Model model) {
        List<Place> places = river.places(instruction.id(), here.id());
        if (places.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        StepCounts all = places.getFirst().all();
        List<Stall> stalls = instruction.running() ? river.stalls(instruction.id(), here.id()) : List.of();
        model.addAttribute("here", here);
        model.addAttribute("view", RiverView.of(places));
        model.addAttribute("all", all);
        model.addAttribute("stalls", stalls);
        model.addAttribute("sentence", words.reached(all));
        model.addAttribute(
                "stallSentence", words.stalls(instruction, all, stalls, river.slowest(instruction.id(), here.id())));
    }

    /** Tells the open page that there is more to read, without touching what is being typed there. */
    @GetMapping("/{id:\\d{1,18}}/news")
    String news(
            @PathVariable long id,
            @RequestParam @Nullable String at,
            @RequestParam(defaultValue = "0") int known,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        Instruction instruction = find(id, reader);
        InstitutionNode here = place(instruction, at, reader);
        model.addAttribute("instruction", instruction);
        model.addAttribute("here", here);
        model.addAttribute("known", known);
        model.addAttribute("unanswered", unanswered(river.feedback(instruction.id(), here.id())));
        return "instruction/river :: news";
    }

    @GetMapping("/{id:\\d{1,18}}/export")
    void export(
            @PathVariable long id,
            @RequestParam @Nullable String at,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        Instruction instruction = find(id, reader);
        InstitutionNode here = place(instruction, at, reader);
        List<Executing> people = river.people(instruction.id(), here.id(), null, Integer.MAX_VALUE);
        register.exported(instruction.id(), here.id(), people.size());
        ExcelTable.write(
                response,
                "instruction-" + id,
                instruction.title(),
                words.text("instruction.exportNote", here.name()),
                COLUMNS.stream().map(key -> words.text(key)).toList(),
                table -> people.forEach(one -> table.accept(cells(one))));
    }

    private List<@Nullable Object> cells(Executing one) {
        return Arrays.<@Nullable Object>asList(
                one.staffNo(),
                one.name(),
                one.institution(),
                words.text("instruction.step." + one.step()),
                local(one.deliveredAt()),
                local(one.seenAt()),
                local(one.startedAt()),
                local(one.doneAt()),
                one.step() == StaffStep.DONE
                        ? words.text(one.byTouches() ? "instruction.knownBy.TOUCHES" : "instruction.knownBy.SELF")
                        : null,
                one.reminders());
    }

    /** What an officer does with it, by the button that was pressed. */
    @PostMapping("/{id:\\d{1,18}}")
    String act(
            @PathVariable long id,
            @RequestParam String act,
            @RequestParam(name = "reason") @Nullable String given,
            @RequestParam @Nullable String at,
            @AuthenticationPrincipal SignedIn reader,
            RedirectAttributes next) {
        Instruction instruction = find(id, reader);
        String reason = given == null ? "" : given.strip();
        Notice notice = switch (act) {
            case "pass-on" ->
                notice(
                        register.passOn(
                                instruction.id(), place(instruction, at, reader).id(), reader.scope()),
                        act);
            case "end", "withdraw" -> end(instruction, act, reason, reader);
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
        next.addFlashAttribute(Notice.ATTRIBUTE, notice);
        return "redirect:/instructions/" + id;
    }

    private Notice end(Instruction instruction, String act, String reason, SignedIn reader) {
        if (!issues(reader)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        if (reason.isEmpty() || reason.length() > 200) {
            return Notice.problem("instruction.reasonMissing");
        }
        InstructionState how = act.equals("end") ? InstructionState.ENDED : InstructionState.WITHDRAWN;
        return notice(register.end(instruction.id(), how, reason, reader.scope()), act);
    }

    @PostMapping("/{id:\\d{1,18}}/feedback/{feedback:\\d{1,18}}")
    String answer(
            @PathVariable long id,
            @PathVariable long feedback,
            @RequestParam @Nullable String answer,
            @AuthenticationPrincipal SignedIn reader,
            RedirectAttributes next) {
        Instruction instruction = find(id, reader);
        String said = answer == null ? "" : answer;
        next.addFlashAttribute(
                Notice.ATTRIBUTE, notice(register.answer(instruction.id(), feedback, said, reader.scope()), "answer"));
        return "redirect:/instructions/" + id;
    }

    private static Notice notice(boolean done, String act) {
        return done ? Notice.done("instruction.done." + act) : Notice.problem("instruction.overtaken");
    }

    private Instruction find(long id, SignedIn reader) {
        return rows.find(new InstructionId(id), reader.scope())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Where the reader looks from: what they chose, else where it was issued, else the top of what they see. */
    private InstitutionNode place(Instruction instruction, @Nullable String at, SignedIn reader) {
        Optional<InstitutionNode> place = at == null
                ? issuedAt(instruction.from(), reader.scope()).or(() -> institutions.top(reader.scope()))
                : code(at).flatMap(code -> institutions.find(code, reader.scope()));
        return place.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Optional<InstitutionNode> issuedAt(InstitutionId from, DataScope scope) {
        List<InstitutionNode> path = institutions.path(from, scope);
        return path.isEmpty() ? Optional.empty() : Optional.of(path.getLast());
    }

    private static Optional<InstitutionCode> code(String typed) {
        try {
            return Optional.of(new InstitutionCode(typed));
        } catch (IllegalArgumentException noCode) {
            return Optional.empty();
        }
    }

    private static @Nullable StaffStep step(@Nullable String name) {
        return Arrays.stream(StaffStep.values())
                .filter(one -> one != StaffStep.LEFT && one.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static int unanswered(List<Feedback> feedback) {
        return Math.toIntExact(
                feedback.stream().filter(one -> one.answer().isEmpty()).count());
    }

    private @Nullable LocalDateTime local(@Nullable Instant at) {
        return at == null ? null : LocalDateTime.ofInstant(at, clock.getZone());
    }

    static boolean issues(SignedIn reader) {
        return reader.role() == Role.MIDDLE_OFFICE || reader.role() == Role.ADMINISTRATOR;
    }
}
