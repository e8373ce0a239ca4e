package cn.bankscrm.web.audit;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditFilter;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.web.shell.Choices;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/** What somebody looks for in the audit log, as the address holds it. */
record AuditForm(
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        @Nullable String actor,
        @Nullable AuditAction action,
        AuditSubject.@Nullable Kind kind,
        @Nullable String subject) {

    /** What is shown where no period is chosen: who looks for older things says since when. */
    static final int DAYS = 30;

    /** With a period, whatever was typed. */
    AuditForm complete(LocalDate today) {
        LocalDate end = until == null ? today : until;
        return new AuditForm(from == null ? end.minusDays(DAYS - 1L) : from, end, actor, action, kind, subject);
    }

    AuditFilter filter(ZoneId zone) {
        if (from == null || until == null) {
            throw new IllegalStateException("Complete it first");
        }
        return new AuditFilter(
                from.atStartOfDay(zone).toInstant(),
                until.plusDays(1).atStartOfDay(zone).toInstant(),
                actor,
                action,
                kind,
                subject);
    }

    /** Where the file with what is looked for comes from. */
    String export(String format) {
        return UriComponentsBuilder.fromUriString(
                        address("/audit/export").encode().toUriString())
                .queryParam("format", format)
                .build(true)
                .toUriString();
    }

    UriComponents address(String path) {
        return choices().address(path);
    }

    /** The choices by name: for addresses, and for the entry about this very look. */
    Map<String, String> chosen() {
        return choices().values();
    }

    private Choices choices() {
        return new Choices()
                .with("from", from)
                .with("until", until)
                .with("actor", actor)
                .with("action", action)
                .with("kind", kind)
                .with("subject", subject);
    }
}
