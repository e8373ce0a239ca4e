package cn.bankscrm.web.problem;

import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;

/** What goes wrong inside an API controller, as RFC 9457. Never an exception's own message. */
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiProblems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);

    private final Problems problems;

    ApiProblems(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ProblemDetail denied(AccessDeniedException denied) {
        return problems.of(HttpStatus.FORBIDDEN.value(), "forbidden");
    }

    @ExceptionHandler
    ProblemDetail lostRace(OptimisticLockingFailureException lost) {
        return problems.of(HttpStatus.CONFLICT.value(), "changed-meanwhile");
    }

    @ExceptionHandler
    ProblemDetail invalid(ConstraintViolationException invalid) {
        return problems.of(HttpStatus.BAD_REQUEST.value(), "invalid-parameter");
    }

    /** The database is away, or too busy: worth another try. */
    @ExceptionHandler({
        CannotGetJdbcConnectionException.class,
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class
    })
    ProblemDetail unavailable(Exception unavailable) {
        log.atError().log("The database did not serve a request", unavailable);
        return problems.of(HttpStatus.SERVICE_UNAVAILABLE.value(), "unavailable");
    }

    @ExceptionHandler
    ProblemDetail unexpected(RuntimeException unexpected) {
        log.atError().log("A request failed", unexpected);
        return problems.of(HttpStatus.INTERNAL_SERVER_ERROR.value(), "internal");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = problems.of(status.value(), "invalid-field");
        problem.setProperty(
                "fields",
                invalid.getBindingResult().getFieldErrors().stream()
                        .map(FieldError::getField)
                        .distinct()
                        .sorted()
                        .toList());
        return ResponseEntity.status(status).headers(headers).body(problem);
    }

    /** A value of the wrong kind, as a word that is none of those there are: names the field. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        List<String> fields = unreadable.getCause() instanceof MismatchedInputException mismatch
                ? mismatch.getPath().stream()
                        .map(JacksonException.Reference::getPropertyName)
                        .filter(Objects::nonNull)
                        .limit(1)
                        .toList()
                : List.of();
        if (fields.isEmpty()) {
            return super.handleHttpMessageNotReadable(unreadable, headers, status, request);
        }
        ProblemDetail problem = problems.of(status.value(), "invalid-field");
        problem.setProperty("fields", fields);
        return ResponseEntity.status(status).headers(headers).body(problem);
    }

    /** The framework's own refusals, with their headers (as Allow) and without the details that name our types. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception refused, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            log.atError().log("A request failed", refused);
        }
        Object told = body == null && refused instanceof ErrorResponse thrown ? thrown.getBody() : body;
        ProblemDetail problem = told instanceof ProblemDetail own
                        && own.getType() != null
                        && !own.getType().toString().equals("about:blank")
                ? problems.complete(own, Problems.code(status))
                : problems.of(status.value(), Problems.code(status));
        return super.handleExceptionInternal(refused, problem, headers, status, request);
    }
}
