package cn.bankscrm.web.instruction;

import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.instruction.FeedbackKind;
import cn.bankscrm.engagement.instruction.InstructionId;
import cn.bankscrm.engagement.instruction.InstructionTasks;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Notice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a member of staff says of an instruction that has reached them: begun, done, and what they think of it. */
@Controller
class OwnInstructionController {

    private final InstructionTasks tasks;

    OwnInstructionController(InstructionTasks tasks) {
        this.tasks = tasks;
    }

    @PostMapping("/instructions/{id:\\d{1,18}}/own")
    String act(
            @PathVariable long id,
            @RequestParam String act,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn reader,
            RedirectAttributes next) {
        StaffId staff = reader.staff().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        InstructionId instruction = new InstructionId(id);
        if (tasks.find(instruction, staff).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        boolean done = switch (act) {
            case "start" -> tasks.start(instruction, staff);
            case "done" -> tasks.done(instruction, staff);
            case "feedback" -> tasks.feedback(instruction, staff, said(kind), reason == null ? "" : reason);
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                done
                        ? Notice.done("instruction.own." + act)
                        : Notice.problem(act.equals("feedback") ? "instruction.own.why" : "instruction.overtaken"));
        return "redirect:/instructions/" + id;
    }

    private static FeedbackKind said(@Nullable String kind) {
        return Arrays.stream(FeedbackKind.values())
                .filter(one -> one.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }
}
