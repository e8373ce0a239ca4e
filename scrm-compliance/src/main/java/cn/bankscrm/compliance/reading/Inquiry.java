package cn.bankscrm.compliance.reading;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an officer looks for, as typed; null or empty wherever nothing is chosen.
 *
 * @param words with spaces between them: each must occur
 * @param staff a staff number, a WeCom account or a name
 * @param customer a customer number, or WeCom's id of a contact
 * @param conversation within this one alone
 * @param from the first day
 * @param until the last day
 * @param kind WeCom's {@code msgtype}
 * @param hit the level or category of what the lexicon found
 * @param code that a picture holds a code: {@link #ANY_CODE}, or the name of a
 *     {@link cn.bankscrm.compliance.picture.CodeKind}
 */
public record Inquiry(
        String words,
        String staff,
        String customer,
        @Nullable Long conversation,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        String kind,
        String hit,
        @Nullable String code) {

    /** Whatever the code is for. */
    public static final String ANY_CODE = "ANY";

    /** Not what was typed: this may end in a log. */
    @Override
    public String toString() {
        return "Inquiry[]";
    }
}
