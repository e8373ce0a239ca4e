package cn.bankscrm.web.shell;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page its frame, and every form its typed text without the spaces around it. */
@ControllerAdvice(annotations = Controller.class)
class ShellAdvice {

    @ModelAttribute("shell")
    Shell shell(HttpServletRequest request) {
        return Shell.of(request);
    }

    /** What is left empty in a form is absent. The API's controllers are left alone: their parameters have defaults. */
    @InitBinder
    void trimText(WebDataBinder binder, HttpServletRequest request) {
        if (!request.getRequestURI().startsWith("/api/")) {
            binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
        }
    }
}
