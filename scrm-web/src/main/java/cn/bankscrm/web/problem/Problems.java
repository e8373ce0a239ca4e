package cn.bankscrm.web.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the API's error answers (RFC 9457): a code to program against, a trace id to ask about, nothing from inside.
 */
@Component
public class Problems {

    private static final String TYPE = "urn:bankscrm:problem:";

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /** @param code in lower case with hyphens; becomes the type {@code urn:bankscrm:problem:<code>} */
    public ProblemDetail of(int status, String code) {
        return complete(ProblemDetail.forStatus(status), code);
    }

    /** Gives a problem its type, where it has none of its own, and the trace id. */
    ProblemDetail complete(ProblemDetail problem, String code) {
        if (problem.getType() == null || problem.getType().equals(URI.create("about:blank"))) {
            problem.setType(URI.create(TYPE + code));
        }
        Optional.ofNullable(MDC.get(RequestTrace.KEY)).ifPresent(id -> problem.setProperty(RequestTrace.KEY, id));
        return problem;
    }

    /** The code of a status that needs no further distinction. */
    static String code(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        if (known == null || known == HttpStatus.INTERNAL_SERVER_ERROR) {
            return "internal";
        }
        return switch (known) {
            case BAD_REQUEST -> "malformed-request";
            case UNAUTHORIZED -> "not-authenticated";
            default -> known.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        };
    }

    /** Writes the answer from outside the dispatcher: filters and the error page. */
    public void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
