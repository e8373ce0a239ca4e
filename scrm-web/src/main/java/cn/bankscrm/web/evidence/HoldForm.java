package cn.bankscrm.web.evidence;

import cn.bankscrm.compliance.evidence.LegalHold;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hold as it is typed.
 *
 * @param from the first day; nothing: from the beginning
 * @param to the last day; nothing: for ever
 */
record HoldForm(
        @Nullable String customer,
        @Nullable String conversation,
        @Nullable String from,
        @Nullable String to,
        @Nullable String reason) {

    static final int LONGEST_REASON = 200;

    static HoldForm empty() {
        return new HoldForm(null, null, null, null, null);
    }

    /** Empty when what was typed is no span, or has no reason. */
    Optional<LegalHold.Span> span() {
        try {
            String typed = text(reason);
            if (typed == null || typed.length() > LONGEST_REASON) {
                return Optional.empty();
            }
            String number = text(conversation);
            return Optional.of(new LegalHold.Span(
                    text(customer), number == null ? null : Long.valueOf(number), day(from), day(to)));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    String why() {
        return String.valueOf(text(reason));
    }

    private static @Nullable LocalDate day(@Nullable String typed) {
        String known = text(typed);
        return known == null ? null : LocalDate.parse(known);
    }

    private static @Nullable String text(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    /** Without whom it is about. */
    @Override
    public String toString() {
        return "HoldForm[]";
    }
}
