package cn.bankscrm.web.instruction;

import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.core.scope.VisibleInstitutions;
import cn.bankscrm.engagement.instruction.InstructionProblem;
import cn.bankscrm.engagement.instruction.InstructionRegister;
import cn.bankscrm.engagement.instruction.InstructionRows;
import cn.bankscrm.engagement.instruction.Issued;
import cn.bankscrm.engagement.sop.SopChoices;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Writes an instruction and issues it from the author's institution. */
@Navigation(Section.INSTRUCTIONS)
@RequestMapping("/instructions/new")
@Controller
class InstructionNewController {

    private static final int MOST_INSTITUTIONS = 500;

    private final VisibleInstitutions institutions;
    private final InstructionRegister register;
    private final InstructionRows rows;
    private final SopChoices choices;
    private final Clock clock;

    InstructionNewController(
            VisibleInstitutions institutions,
            InstructionRegister register,
            InstructionRows rows,
            SopChoices choices,
            Clock clock) {
        this.institutions = institutions;
        this.register = register;
        this.rows = rows;
        this.choices = choices;
        this.clock = clock;
    }

    @GetMapping
    String form(@AuthenticationPrincipal SignedIn author, Model model) {
        InstitutionNode from = from(author);
        Set<String> usual = rows.positions(from.id(), author.scope()).stream()
                .filter(InstructionRows.Position::managing)
                .map(InstructionRows.Position::name)
                .collect(Collectors.toSet());
        return show(InstructionForm.empty(usual, LocalDate.now(clock)), List.of(), author, from, model);
    }

    @PostMapping
    String issue(
            @RequestParam MultiValueMap<String, String> typed,
            @AuthenticationPrincipal SignedIn author,
            Model model,
            RedirectAttributes next) {
        InstitutionNode from = from(author);
        InstructionForm form = InstructionForm.of(typed);
        if (!form.key().matches("[0-9a-f-]{36}")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        List<String> codes = form.codes();
        List<InstitutionId> reach = codes.stream()
                .limit(MOST_INSTITUTIONS)
                .flatMap(code -> find(code, author).stream())
                .toList();
        // who names one that they do not see is told so, rather than that the others were reached
        Issued issued =
                register.issue(form.draft(from.id(), reach.size() == codes.size() ? reach : List.of()), author.scope());
        return switch (issued) {
            case Issued.Done(var id, var people, var again) -> {
                next.addFlashAttribute(
                        Notice.ATTRIBUTE,
                        again ? Notice.done("instruction.issued.again") : Notice.done("instruction.issued", people));
                yield "redirect:/instructions/" + id.value();
            }
            case Issued.Refused(var problems) -> show(form, problems, author, from, model);
        };
    }

    private String show(
            InstructionForm form,
            List<InstructionProblem> problems,
            SignedIn author,
            InstitutionNode from,
            Model model) {
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("from", from);
        model.addAttribute("below", institutions.children(from.id(), author.scope()));
        model.addAttribute("positions", rows.positions(from.id(), author.scope()));
        model.addAttribute("contents", choices.contents(from.id()));
        model.addAttribute("plans", rows.plans(from.id()));
        model.addAttribute("today", LocalDate.now(clock));
        return "instruction/new";
    }

    private Optional<InstitutionId> find(String code, SignedIn author) {
        try {
            return institutions.find(new InstitutionCode(code), author.scope()).map(InstitutionNode::id);
        } catch (IllegalArgumentException noCode) {
            return Optional.empty();
        }
    }

    private InstitutionNode from(SignedIn author) {
        return institutions.top(author.scope()).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
