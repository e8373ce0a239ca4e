package cn.bankscrm.web.chat;

import cn.bankscrm.compliance.picture.CodeKind;
import cn.bankscrm.compliance.reading.Asked;
import cn.bankscrm.compliance.reading.Inquiry;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of the search; null wherever nothing was typed. */
record ChatSearchForm(
        @Nullable String words,
        @Nullable String staff,
        @Nullable String customer,
        @Nullable Long conversation,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        @Nullable String kind,
        @Nullable String hit,
        @Nullable String code,
        @Nullable String reason) {

    /** What can be chosen of codes in pictures. */
    static final List<String> CODES = Stream.concat(
                    Stream.of(Inquiry.ANY_CODE),
                    Arrays.stream(CodeKind.values()).map(CodeKind::name))
            .toList();

    static ChatSearchForm empty(String reason) {
        return new ChatSearchForm(null, null, null, null, null, null, null, null, null, reason);
    }

    static ChatSearchForm of(Asked asked) {
        Inquiry inquiry = asked.inquiry();
        return new ChatSearchForm(
                inquiry.words(),
                inquiry.staff(),
                inquiry.customer(),
                inquiry.conversation(),
                inquiry.from(),
                inquiry.until(),
                inquiry.kind(),
                inquiry.hit(),
                inquiry.code(),
                asked.reason());
    }

    Inquiry inquiry() {
        return new Inquiry(
                text(words),
                text(staff),
                text(customer),
                conversation,
                from,
                until,
                text(kind),
                text(hit),
                Optional.ofNullable(code).filter(CODES::contains).orElse(null));
    }

    String reasonText() {
        return text(reason);
    }

    private static String text(@Nullable String typed) {
        return Objects.requireNonNullElse(typed, "");
    }

    /** Not what was typed: this may end in a log. */
    @Override
    public String toString() {
        return "ChatSearchForm[]";
    }
}
