package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.compliance.interception.Decision;
import cn.bankscrm.compliance.interception.DoorClosed;
import cn.bankscrm.compliance.interception.Interception;
import cn.bankscrm.compliance.interception.Outgoing;
import cn.bankscrm.compliance.interception.UnknownSender;
import cn.bankscrm.compliance.interception.VerdictId;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Verdict;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.web.problem.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The bank's other systems ask whether a text may leave. */
@RestController
@RequestMapping("/api/v1/compliance")
class CheckApi {

    private static final int LONGEST_TEXT = 100_000;

    private static final Logger log = LoggerFactory.getLogger(CheckApi.class);

    private final Interception interception;
    private final Problems problems;

    CheckApi(Interception interception, Problems problems) {
        this.interception = interception;
        this.problems = problems;
    }

    /**
     * 200 with the verdict; 400 where the sender is unknown; 503 where nothing can be screened or no verdict can be
     * kept, so nothing may leave.
     */
    @PostMapping("/check")
    CheckAnswer check(@Valid @RequestBody CheckRequest request) {
        return CheckAnswer.of(interception.screen(request.outgoing()));
    }

    /**
     * Whoever was warned goes on: the same text on the same outlet, which is kept with the verdict. 404 where the
     * verdict's id is none; 409 where it is no warning about this text, or a newer lexicon is in force.
     */
    @PostMapping("/check/{verdict}/go-on")
    GoOnAnswer goOn(@PathVariable String verdict, @Valid @RequestBody CheckRequest request) {
        VerdictId warning = VerdictId.of(verdict).orElseThrow(NoSuchVerdict::new);
        Cleared cleared = interception.goOn(warning, request.outgoing()).orElseThrow(NotThatWarning::new);
        return new GoOnAnswer(cleared.verdict().text(), true);
    }

    @ExceptionHandler
    ProblemDetail closed(DoorClosed closed) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "no-lexicon-in-force", "无法筛查", "尚无生效的词库,任何内容都不得发出");
    }

    /** Whatever the database's trouble is: without a verdict nothing is cleared. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ProblemDetail notKept(Exception notKept) {
        log.atError().log("A verdict could not be kept", notKept);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "无法留存筛查结论", "结论没有留存,内容不得发出;请稍后再查");
    }

    @ExceptionHandler
    ProblemDetail unknown(UnknownSender unknown) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "invalid-field", "字段有误", "没有这个工号的员工");
        problem.setProperty("fields", List.of("staffNo"));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail unknown(NoSuchVerdict unknown) {
        return problem(HttpStatus.NOT_FOUND, "no-such-verdict", "没有这条结论", "请用检查时得到的 verdictId");
    }

    @ExceptionHandler
    ProblemDetail refused(NotThatWarning refused) {
        return problem(HttpStatus.CONFLICT, "check-again", "须重新检查", "这条结论不是对这段内容的提示,或词库已换版");
    }

    private ProblemDetail problem(HttpStatus status, String code, String title, String detail) {
        ProblemDetail problem = problems.of(status.value(), code);
        problem.setTitle(title);
        problem.setDetail(detail);
        return problem;
    }

    /** The address names no verdict. */
    static final class NoSuchVerdict extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** Nobody can go on by that verdict with that text. */
    static final class NotThatWarning extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * A text on its way out.
     *
     * @param text at most 100,000 UTF-16 units
     * @param staffNo who says it; may be missing
     */
    record CheckRequest(
            @NotNull @Size(max = LONGEST_TEXT) String text,
            @NotNull Outlet outlet,

            @Nullable @Size(max = 32) @Pattern(regexp = ".*\\S.*")
            String staffNo) {

        Outgoing outgoing() {
            return new Outgoing(
                    text, outlet, Optional.ofNullable(staffNo).map(StaffNo::new).orElse(null));
        }

        /** Without the text. */
        @Override
        public String toString() {
            return "CheckRequest[" + outlet + "]";
        }
    }

    /**
     * The verdict, which is kept.
     *
     * @param hits all, also those that are only recorded
     * @param verdictId names it, to go on after a warning, and for ever
     * @param lexiconVersion by which it was given
     */
    record CheckAnswer(Verdict verdict, List<CheckHit> hits, String verdictId, int lexiconVersion) {

        CheckAnswer {
            hits = List.copyOf(hits);
        }

        static CheckAnswer of(Decision decision) {
            return new CheckAnswer(
                    decision.verdict(),
                    decision.hits().stream().map(CheckHit::of).toList(),
                    decision.id().text(),
                    decision.lexicon().value());
        }
    }

    /** It may leave, and that the sender was warned is kept. */
    record GoOnAnswer(String verdictId, boolean accepted) {}

    /** One hit; offsets in UTF-16 units of the text as sent, the end behind the last. */
    record CheckHit(String term, String category, Level level, int start, int end) {

        static CheckHit of(Hit hit) {
            return new CheckHit(
                    hit.entry().term(), hit.entry().category(), hit.entry().level(), hit.start(), hit.end());
        }
    }
}
