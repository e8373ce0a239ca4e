package cn.bankscrm.core.realname;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody writes as a consent text.
 *
 * @param version 1 to 32 letters, digits, dots, dashes and underscores, the first of them a letter or digit
 * @param title at most {@link #LONGEST_TITLE} characters
 * @param body at most {@link #LONGEST_BODY} characters; paragraphs as of {@link ConsentText}
 * @param effectiveFrom null: as soon as it is approved
 */
public record ConsentTextDraft(
        String version, String title, String body, @Nullable Instant effectiveFrom) {

    public static final int LONGEST_TITLE = 60;
    public static final int LONGEST_BODY = 10_000;

    public ConsentTextDraft {
        if (!isVersion(version)) {
            throw new IllegalArgumentException("No name of a version");
        }
        if (title.isBlank() || title.length() > LONGEST_TITLE || body.isBlank() || body.length() > LONGEST_BODY) {
            throw new IllegalArgumentException("A text has a title and a body, and both have an end");
        }
    }

    public static boolean isVersion(String text) {
        return text.matches("[0-9A-Za-z][0-9A-Za-z._-]{0,31}");
    }
}
