package cn.bankscrm.web.shell;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Failures that a person can do something about, as pages; all others reach the general error pages by their status.
 */
@ControllerAdvice(annotations = Controller.class)
class PageProblems {

    /** Somebody else saved first. */
    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    String lostRace(OptimisticLockingFailureException lost) {
        return "error/409";
    }
}
