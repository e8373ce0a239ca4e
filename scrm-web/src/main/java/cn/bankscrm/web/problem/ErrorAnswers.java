package cn.bankscrm.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.AbstractErrorController;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * What no controller answered: an unknown address, a wrong method, a refusal by a filter, a failure in a view. The API
 * gets a problem, WeCom's callbacks the bare status, people the page for it.
 */
@Controller
class ErrorAnswers extends AbstractErrorController {

    private final Problems problems;

    ErrorAnswers(ErrorAttributes attributes, List<ErrorViewResolver> views, Problems problems) {
        super(attributes, views);
        this.problems = problems;
    }

    @RequestMapping("/error")
    @Nullable
    ModelAndView answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpStatus status = getStatus(request);
        response.setStatus(status.value());
        String failed = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        if (failed.startsWith("/api/") || failed.startsWith("/oauth2/")) {
            problems.write(response, problems.of(status.value(), Problems.code(status)));
            return null;
        }
        if (failed.startsWith("/wecom/")) {
            return null;
        }
        ModelAndView page = resolveErrorView(request, response, status, Map.of());
        return page == null ? new ModelAndView("error/5xx") : page;
    }
}
