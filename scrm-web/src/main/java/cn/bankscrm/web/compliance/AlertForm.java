package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.alert.AlertFilter;
import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.AlertSource;
import cn.bankscrm.compliance.alert.GroupState;
import cn.bankscrm.web.shell.Choices;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponents;

/**
 * What somebody looks for among alerts, as the address holds it.
 *
 * @param state a state, {@value #ALL}, or nothing for those that are open
 */
record AlertForm(
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        @Nullable AlertLevel level,
        @Nullable AlertSource source,
        @Nullable String rule,
        @Nullable String institution,
        @Nullable String staff,
        @Nullable String state) {

    static final String ALL = "ALL";

    /** What is shown where no period is chosen. */
    static final int DAYS = 90;

    /** With a period, and nothing blank. */
    AlertForm complete(LocalDate today) {
        LocalDate end = until == null ? today : until;
        return new AlertForm(
                from == null ? end.minusDays(DAYS - 1L) : from,
                end,
                level,
                source,
                given(rule),
                given(institution),
                given(staff),
                given(state));
    }

    private static @Nullable String given(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    AlertFilter filter(ZoneId zone) {
        if (from == null || until == null) {
            throw new IllegalStateException("Complete it first");
        }
        return new AlertFilter(
                from.atStartOfDay(zone).toInstant(),
                until.plusDays(1).atStartOfDay(zone).toInstant(),
                level,
                source,
                rule,
                institution,
                staff,
                chosenState());
    }

    /** Null stands for all. */
    public @Nullable GroupState chosenState() {
        if (state == null) {
            return GroupState.OPEN;
        }
        return Arrays.stream(GroupState.values())
                .filter(known -> known.name().equals(state))
                .findFirst()
                .orElse(null);
    }

    UriComponents address(String path) {
        return choices().address(path);
    }

    /** The choices by name: for addresses, and for the entry about an export. */
    Map<String, String> chosen() {
        return choices().values();
    }

    private Choices choices() {
        return new Choices()
                .with("from", from)
                .with("until", until)
                .with("level", level)
                .with("source", source)
                .with("rule", rule)
                .with("institution", institution)
                .with("staff", staff)
                .with("state", state);
    }
}
