package cn.bankscrm.web.shell;

import java.io.Serializable;
import java.util.List;

/**
 * One sentence above the page about what just happened; put into the model (or the flash attributes, which wait in the
 * session store for the next page) as {@link #ATTRIBUTE}.
 *
 * @param kind decides colour and symbol; the words must say it, too
 * @param message a key of the message bundles
 * @param arguments for the message
 */
public record Notice(Kind kind, String message, List<Object> arguments) implements Serializable {

    /** The name of the model attribute. */
    public static final String ATTRIBUTE = "notice";

    /** What the notice is about. */
    public enum Kind {
        DONE,
        PROBLEM
    }

    public Notice {
        arguments = List.copyOf(arguments);
    }

    public static Notice done(String message, Object... arguments) {
        return new Notice(Kind.DONE, message, List.of(arguments));
    }

    public static Notice problem(String message, Object... arguments) {
        return new Notice(Kind.PROBLEM, message, List.of(arguments));
    }
}
