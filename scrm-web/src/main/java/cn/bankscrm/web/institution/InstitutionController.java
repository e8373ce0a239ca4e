package cn.bankscrm.web.institution;

import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.core.scope.VisibleInstitutions;
import cn.bankscrm.web.security.SignedIn;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** The tree to choose from: open down to one institution, the rest closed; or what a search found. */
@Controller
class InstitutionController {

    private static final int MOST_FOUND = 50;

    /** The pages that a choice can lead back to. */
    private static final Set<String> PAGES = Set.of(
            "/coverage",
            "/coverage/customers",
            "/customers",
            "/maintenance",
            "/maintenance/customers",
            "/referrals",
            "/friends",
            "/reviews");

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
        Destination destination = destination(page, date);
        model.addAttribute("page", page);
        model.addAttribute("date", date);
        model.addAttribute("under", under);
        model.addAttribute("q", q);
        if (q == null) {
            model.addAttribute("rows", tree(reader, under, destination));
        } else {
            model.addAttribute("rows", found(reader, q, under, destination));
        }
        return "institution/choose";
    }

    private List<TreeRow> found(SignedIn reader, String text, @Nullable String current, Destination destination) {
        return institutions.named(text, MOST_FOUND, reader.scope()).stream()
                .map(node -> row(node, node.code().value().equals(current), List.of(), destination))
                .toList();
    }

    private List<TreeRow> tree(SignedIn reader, @Nullable String under, Destination destination) {
        return scopes.choose(reader, under)
                .institution()
                .map(chosen -> institutions.path(chosen.id(), reader.scope()))
                .map(path -> List.of(opened(path, reader, destination)))
                .orElse(List.of());
    }

    private TreeRow opened(List<InstitutionNode> path, SignedIn reader, Destination destination) {
        InstitutionNode node = path.getFirst();
        List<InstitutionNode> below = path.subList(1, path.size());
        List<TreeRow> children = institutions.children(node.id(), reader.scope()).stream()
                .map(child ->
                        !below.isEmpty() && child.id().equals(below.getFirst().id())
                                ? opened(below, reader, destination)
                                : row(child, false, List.of(), destination))
                .toList();
        return row(node, below.isEmpty(), children, destination);
    }

    private static TreeRow row(InstitutionNode node, boolean current, List<TreeRow> open, Destination destination) {
        String code = node.code().value();
        return new TreeRow(code, node.name(), destination.of(code), current, node.branches(), open);
    }

    /** @param page one of ours, with what it keeps in its query */
    private static Destination destination(String page, @Nullable LocalDate date) {
        try {
            UriComponents to = UriComponentsBuilder.fromUriString(page).build(true);
            if (to.getHost() == null && to.getPath() != null && PAGES.contains(to.getPath())) {
                return new Destination(
                        to.getPath(), Optional.ofNullable(to.getQuery()).orElse(""), date);
            }
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        } catch (IllegalArgumentException noAddress) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, null, noAddress);
        }
    }

    /**
     * Where the choice leads.
     *
     * @param query encoded; empty for none
     */
    private record Destination(
            String path, String query, @Nullable LocalDate date) {

        String of(String institution) {
            return UriComponentsBuilder.fromPath(path)
                    .query(query)
                    .replaceQueryParam("institution", UriUtils.encode(institution, StandardCharsets.UTF_8))
                    .queryParamIfPresent("date", Optional.ofNullable(date))
                    .build(true)
                    .toUriString();
        }
    }
}
