package cn.bankscrm.web.realname;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.realname.DecidingReviews;
import cn.bankscrm.core.realname.ReviewDecision;
import cn.bankscrm.core.realname.ReviewDetail;
import cn.bankscrm.core.realname.ReviewId;
import cn.bankscrm.core.realname.ReviewSummary;
import cn.bankscrm.core.realname.Reviews;
import cn.bankscrm.web.institution.ChosenScope;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.ListPosition;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.ScopeBar;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Claims that a person decides: the queue, the evidence, the decision. */
@Navigation(Section.REVIEWS)
@RequestMapping("/reviews")
@Controller
class ReviewController {

    static final int ROWS = 50;
    static final int LONGEST_REASON = 200;

    private static final DecisionForm NOTHING_TYPED = new DecisionForm(null, 0, null, null, null, null);

    private final Reviews reviews;
    private final DecidingReviews deciding;
    private final ScopeChoices scopes;
    private final CustomerLists looks;
    private final AuditLog log;
    private final Clock clock;

    ReviewController(
            Reviews reviews,
            DecidingReviews deciding,
            ScopeChoices scopes,
            CustomerLists looks,
            AuditLog log,
            Clock clock) {
        this.reviews = reviews;
        this.deciding = deciding;
        this.scopes = scopes;
        this.looks = looks;
        this.log = log;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String decided,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        ChosenScope chosen = scopes.choose(reader, institution);
        looks.record(AuditAction.CUSTOMERS_LISTED, chosen.key(), chosen.scope(), Map.of("list", "reviews"));
        boolean waiting = decided == null;
        List<ReviewSummary> rows = reviews.list(
                waiting,
                ListPosition.read(after, (at, id) -> new Reviews.Position(at, new ReviewId(id))),
                ROWS + 1,
                chosen.scope());
        boolean further = rows.size() > ROWS;
        List<ReviewSummary> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("rows", shown);
        model.addAttribute("waiting", waiting);
        model.addAttribute("count", reviews.waiting(chosen.scope()));
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/reviews")
                                .queryParamIfPresent("institution", Optional.ofNullable(institution))
                                .queryParamIfPresent("decided", Optional.ofNullable(decided))
                                .build(),
                        after,
                        further
                                ? ListPosition.write(
                                        shown.getLast().raisedAt(),
                                        shown.getLast().id().value())
                                : null));
        model.addAttribute(ScopeBar.ATTRIBUTE, chosen.bar("/reviews", LocalDate.now(clock)));
        return "realname/reviews";
    }

    @GetMapping("/{id:\\d{1,18}}")
    String show(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, Model model) {
        return page(id, NOTHING_TYPED, reader, model);
    }

    private String page(long id, DecisionForm typed, SignedIn reader, Model model) {
        ReviewDetail detail = reviews.find(new ReviewId(id), reader.scope())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        log.record(
                AuditAction.REVIEW_OPENED,
                new AuditSubject(
                        AuditSubject.Kind.REVIEW,
                        String.valueOf(id),
                        detail.review().home()));
        ReviewDetail.Proposal proposal = detail.proposal();
        model.addAttribute("detail", detail);
        model.addAttribute("typed", typed);
        model.addAttribute("own", proposal != null && proposal.by().equalsIgnoreCase(reader.name()));
        return "realname/review";
    }

    /**
     * What is decided.
     *
     * @param what CERTIFY, AGREE or REJECT
     * @param version of the review as it was shown
     * @param customer the number of the customer whom the contact is to be certified as
     * @param other such a number typed by hand, in place of a candidate
     */
    record DecisionForm(
            @Nullable String what,
            long version,
            @Nullable String customer,
            @Nullable String other,
            @Nullable String endOthers,
            @Nullable String reason) {

        /** Not the reason: people write names into it. */
        @Override
        public String toString() {
            return "DecisionForm[" + what + "]";
        }
    }

    @PostMapping("/{id:\\d{1,18}}")
    String decide(
            @PathVariable long id,
            @ModelAttribute DecisionForm form,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        Notice notice = notice(new ReviewId(id), form, reader);
        if (notice.kind() == Notice.Kind.PROBLEM) {
            // shown at once, with what was typed: a reason is not to wait in the session store
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute(Notice.ATTRIBUTE, notice);
            return page(id, form, reader, model);
        }
        next.addFlashAttribute(Notice.ATTRIBUTE, notice);
        next.addAttribute("id", id);
        return "redirect:/reviews/{id}";
    }

    private Notice notice(ReviewId id, DecisionForm form, SignedIn reader) {
        String reason = form.reason();
        if (reason == null || reason.length() > LONGEST_REASON) {
            return Notice.problem("review.reason.missing");
        }
        Optional<ReviewDecision> decision = switch (form.what() == null ? "" : form.what()) {
            case "CERTIFY" ->
                customer(form)
                        .map(as -> deciding.certify(
                                id,
                                form.version(),
                                as,
                                form.endOthers() != null,
                                reason,
                                reader.name(),
                                reader.scope()));
            case "AGREE" -> Optional.of(deciding.agree(id, form.version(), reason, reader.name(), reader.scope()));
            case "REJECT" -> Optional.of(deciding.reject(id, form.version(), reason, reader.name(), reader.scope()));
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
        return decision.map(ReviewController::said).orElseGet(() -> Notice.problem("review.customer.missing"));
    }

    private static Notice said(ReviewDecision decision) {
        return switch (decision) {
            case ReviewDecision.Approved() -> Notice.done("review.approved");
            case ReviewDecision.Proposed() -> Notice.done("review.proposed");
            case ReviewDecision.Rejected() -> Notice.done("review.rejected");
            case ReviewDecision.Refused(var why) ->
                Notice.problem(
                        switch (why) {
                            case SAME_PERSON -> "review.samePerson";
                            case NO_CUSTOMER -> "review.noCustomer";
                            case CHANGED -> "review.changed";
                        });
        };
    }

    private static Optional<CustomerNo> customer(DecisionForm form) {
        String number = form.other() == null ? form.customer() : form.other();
        try {
            return Optional.ofNullable(number).map(CustomerNo::new);
        } catch (IllegalArgumentException notANumber) {
            return Optional.empty();
        }
    }
}
