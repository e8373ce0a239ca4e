package cn.bankscrm.web.realname;

import cn.bankscrm.core.realname.ConsentTextDraft;
import cn.bankscrm.core.realname.ConsentTextVersion;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the form of a consent text.
 *
 * @param from when it comes into force, as the browser writes a local time; null for as soon as it is approved
 * @param propose whether it is handed in
 */
record ConsentTextForm(
        @Nullable String version,
        @Nullable String title,
        @Nullable String body,
        @Nullable String from,
        long revision,
        @Nullable String propose) {

    static ConsentTextForm of(ConsentTextVersion known, ZoneId zone) {
        Instant from = known.effectiveFrom();
        return new ConsentTextForm(
                known.text().version(),
                known.text().title(),
                known.text().body(),
                from == null
                        ? null
                        : LocalDateTime.ofInstant(from, zone)
                                .truncatedTo(ChronoUnit.MINUTES)
                                .toString(),
                known.revision(),
                null);
    }

    /** A new one begins with the words of the one that is in force. */
    static ConsentTextForm after(ConsentTextVersion current) {
        return new ConsentTextForm(null, current.text().title(), current.text().body(), null, 0, null);
    }

    boolean proposes() {
        return propose != null;
    }

    /** The faults by field, as keys of the message bundles. */
    Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        if (version == null || !ConsentTextDraft.isVersion(version)) {
            faults.put("version", "consentTexts.version.wrong");
        }
        if (title == null || title.length() > ConsentTextDraft.LONGEST_TITLE) {
            faults.put("title", "consentTexts.name.wrong");
        }
        if (body == null || lines(body).length() > ConsentTextDraft.LONGEST_BODY) {
            faults.put("body", "consentTexts.body.wrong");
        }
        if (from != null && time(ZoneId.of("UTC")).isEmpty()) {
            faults.put("from", "consentTexts.from.wrong");
        }
        return faults;
    }

    /** To be asked for only where there are no faults. */
    ConsentTextDraft draft(ZoneId zone) {
        return new ConsentTextDraft(
                Optional.ofNullable(version).orElseThrow(),
                Optional.ofNullable(title).orElseThrow(),
                lines(Optional.ofNullable(body).orElseThrow()),
                time(zone).orElse(null));
    }

    private Optional<Instant> time(ZoneId zone) {
        try {
            return Optional.ofNullable(from)
                    .map(text -> LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (DateTimeParseException notOne) {
            return Optional.empty();
        }
    }

    /** Browsers end lines with two characters. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n").strip();
    }
}
