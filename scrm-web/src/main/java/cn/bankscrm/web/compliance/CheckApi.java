package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.interception.Decision;
import cn.bankscrm.compliance.interception.DoorClosed;
import cn.bankscrm.compliance.interception.Interception;
import cn.bankscrm.compliance.interception.Outgoing;
import cn.bankscrm.compliance.interception.UnknownSender;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Verdict;
import cn.bankscrm.core.staff.StaffNo;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The bank's other systems ask whether a text may leave. */
@RestController
@RequestMapping("/api/v1/compliance")
class CheckApi {

    private static final int LONGEST_TEXT = 100_000;

    private final Interception interception;

    CheckApi(Interception interception) {
        this.interception = interception;
    }

    /**
     * 200 with the verdict; 400 where the sender is unknown; 503 where nothing can be screened, so nothing may leave.
     */
    @PostMapping("/check")
    CheckAnswer check(@Valid @RequestBody CheckRequest request) {
        Decision decision = interception.screen(request.outgoing());
        return new CheckAnswer(
                decision.verdict(), decision.hits().stream().map(CheckHit::of).toList());
    }

    @ExceptionHandler
    ProblemDetail closed(DoorClosed closed) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "尚无生效的词库,任何内容都不得发出");
        problem.setType(URI.create("urn:bankscrm:problem:no-lexicon-in-force"));
        problem.setTitle("无法筛查");
        return problem;
    }

    @ExceptionHandler
    ProblemDetail unknown(UnknownSender unknown) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "没有这个工号的员工");
        problem.setType(URI.create("urn:bankscrm:problem:invalid-field"));
        problem.setProperty("fields", List.of("staffNo"));
        return problem;
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
            @Nullable @Size(min = 1, max = 32) String staffNo) {

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

    /** All hits, also those that are only recorded. */
    record CheckAnswer(Verdict verdict, List<CheckHit> hits) {

        CheckAnswer {
            hits = List.copyOf(hits);
        }
    }

    /** One hit; offsets in UTF-16 units of the text as sent, the end behind the last. */
    record CheckHit(String term, String category, Level level, int start, int end) {

        static CheckHit of(Hit hit) {
            return new CheckHit(
                    hit.entry().term(), hit.entry().category(), hit.entry().level(), hit.start(), hit.end());
        }
    }
}
