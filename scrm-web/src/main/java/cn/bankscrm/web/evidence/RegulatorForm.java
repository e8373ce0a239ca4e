package cn.bankscrm.web.evidence;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a data pack for the regulator is asked for with, as typed. */
record RegulatorForm(
        @Nullable String from,
        @Nullable String to,
        @Nullable String reason) {

    /** The key of the sentence that says what is wrong; empty when nothing is. */
    Optional<String> problem() {
        Optional<LocalDate> first = day(from);
        Optional<LocalDate> last = day(to);
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.of("evidence.regulator.noDays");
        }
        if (last.get().isBefore(first.get())) {
            return Optional.of("evidence.regulator.reversed");
        }
        return why().isEmpty() || why().length() > HoldForm.LONGEST_REASON
                ? Optional.of("evidence.regulator.noReason")
                : Optional.empty();
    }

    /** To be asked when nothing is wrong. */
    LocalDate firstDay() {
        return day(from).orElseThrow();
    }

    /** To be asked when nothing is wrong. */
    LocalDate lastDay() {
        return day(to).orElseThrow();
    }

    String why() {
        return reason == null ? "" : reason.strip();
    }

    private static Optional<LocalDate> day(@Nullable String typed) {
        try {
            return typed == null ? Optional.empty() : Optional.of(LocalDate.parse(typed.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
