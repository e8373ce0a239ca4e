package cn.bankscrm.web.content;

import cn.bankscrm.core.segment.SegmentId;
import cn.bankscrm.engagement.content.ContentKind;
import cn.bankscrm.engagement.content.Manuscript;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A manuscript as it is typed, which is shown again whatever is wrong with it.
 *
 * @param variants as many as there are fields
 */
record ContentForm(
        @Nullable ContentKind kind,
        String title,
        String message,
        List<String> variants,
        String body,
        String target,
        String interest,
        Set<String> segments,
        String validFrom,
        String validTo) {

    ContentForm {
        List<String> fields = new ArrayList<>(variants);
        while (fields.size() < Manuscript.MOST_VARIANTS) {
            fields.add("");
        }
        variants = List.copyOf(fields);
        segments = Set.copyOf(segments);
    }

    static ContentForm empty(ContentKind kind, LocalDate today) {
        return new ContentForm(kind, "", "", List.of(), "", "", "", Set.of(), today.toString(), "");
    }

    static ContentForm of(ContentKind kind, Manuscript kept) {
        return new ContentForm(
                kind,
                kept.title(),
                kept.message(),
                kept.variants(),
                kept.body(),
                kept.target().orElse(""),
                kept.interest().orElse(""),
                kept.segments().stream()
                        .map(segment -> Short.toString(segment.value()))
                        .collect(Collectors.toSet()),
                kept.validFrom().toString(),
                kept.validTo().map(LocalDate::toString).orElse(""));
    }

    static ContentForm of(MultiValueMap<String, String> typed) {
        return new ContentForm(
                kind(first(typed, "kind")).orElse(null),
                first(typed, "title"),
                first(typed, "message"),
                typed.getOrDefault("variant", List.of()),
                first(typed, "body"),
                first(typed, "target"),
                first(typed, "interest"),
                Set.copyOf(typed.getOrDefault("segment", List.of())),
                first(typed, "validFrom"),
                first(typed, "validTo"));
    }

    static Optional<ContentKind> kind(String typed) {
        try {
            return Optional.of(ContentKind.valueOf(typed.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static String first(MultiValueMap<String, String> typed, String name) {
        String value = typed.getFirst(name);
        return value == null ? "" : value;
    }

    /** Empty when a date is none. */
    Optional<Manuscript> manuscript(LocalDate today) {
        Optional<LocalDate> from = date(validFrom);
        Optional<LocalDate> to = date(validTo);
        if ((from.isEmpty() && !validFrom.isBlank()) || (to.isEmpty() && !validTo.isBlank())) {
            return Optional.empty();
        }
        return Optional.of(manuscript(from.orElse(today), to));
    }

    /** To look at the words: what is wrong with the dates does not matter. */
    Manuscript words(LocalDate today) {
        return manuscript(today, Optional.empty());
    }

    private Manuscript manuscript(LocalDate from, Optional<LocalDate> to) {
        return new Manuscript(
                title,
                message,
                variants,
                body,
                Optional.of(target),
                Optional.of(interest),
                segments.stream()
                        .filter(id -> id.matches("\\d{1,4}"))
                        .map(id -> new SegmentId(Short.parseShort(id)))
                        .collect(Collectors.toSet()),
                from,
                to);
    }

    private static Optional<LocalDate> date(String typed) {
        try {
            return typed.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(typed.strip()));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** Not the text: this may end in a log. */
    @Override
    public String toString() {
        return "ContentForm[" + kind + "]";
    }
}
