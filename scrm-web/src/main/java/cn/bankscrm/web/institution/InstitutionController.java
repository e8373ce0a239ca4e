package cn.bankscrm.web.institution;

import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.core.scope.VisibleInstitutions;
import cn.bankscrm.web.security.SignedIn;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The tree to choose from: open down to one institution, the rest closed; or what a search found. */
@Controller
class InstitutionController {

    private static final int MOST_FOUND = 50;

    /** The pages that a choice can lead back to. */
    private static final Set<String> PAGES = Set.of("/coverage", "/customers", "/maintenance", "/friends", "/reviews");

    private final VisibleInstitutions institutions;
    private final ScopeChoices scopes;

    InstitutionController(VisibleInstitutions institutions, ScopeChoices scopes) {
        this.institutions = institutions;
        this.scopes = scopes;
    }

    @GetMapping("/institutions")
    String choose(
            @RequestParam("for") String page,
            @RequestParam @Nullable String under,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable LocalDate date,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        if (!PAGES.contains(page)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        model.addAttribute("page", page);
        model.addAttribute("date", date);
        model.addAttribute("under", under);
        model.addAttribute("q", q);
        if (q == null) {
            model.addAttribute("rows", tree(reader, under));
        } else {
            model.addAttribute("rows", found(reader, q, under));
        }
        return "institution/choose";
    }

    private List<TreeRow> found(SignedIn reader, String text, @Nullable String current) {
        return institutions.named(text, MOST_FOUND, reader.scope()).stream()
                .map(node -> row(node, node.code().value().equals(current), List.of()))
                .toList();
    }

    private List<TreeRow> tree(SignedIn reader, @Nullable String under) {
        return scopes.choose(reader, under)
                .institution()
                .map(chosen -> institutions.path(chosen.id(), reader.scope()))
                .map(path -> List.of(opened(path, reader)))
                .orElse(List.of());
    }

    private TreeRow opened(List<InstitutionNode> path, SignedIn reader) {
        InstitutionNode node = path.getFirst();
        List<InstitutionNode> below = path.subList(1, path.size());
        List<TreeRow> children = institutions.children(node.id(), reader.scope()).stream()
                .map(child ->
                        !below.isEmpty() && child.id().equals(below.getFirst().id())
                                ? opened(below, reader)
                                : row(child, false, List.of()))
                .toList();
        return row(node, below.isEmpty(), children);
    }

    private static TreeRow row(InstitutionNode node, boolean current, List<TreeRow> open) {
        return new TreeRow(node.code().value(), node.name(), current, node.branches(), open);
    }
}
