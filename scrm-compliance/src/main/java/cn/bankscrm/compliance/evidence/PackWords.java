package cn.bankscrm.compliance.evidence;

import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The words of a pack's page: those of the screens, by the same keys. */
@Component
class PackWords {

    private final MessageSource messages;

    PackWords(MessageSource messages) {
        this.messages = messages;
    }

    /** The word of a code; the code itself where nobody gave it one. */
    String of(String prefix, String code) {
        return words(prefix + code, code);
    }

    /** What kind of message it is; one that nobody knows yet is called so. */
    String kind(String kind) {
        String known = words("chat.kind." + kind, "");
        return known.isEmpty()
                ? Objects.requireNonNull(
                        messages.getMessage("chat.kind.unknown", new Object[] {kind}, kind, Locale.SIMPLIFIED_CHINESE))
                : known;
    }

    private String words(String key, String otherwise) {
        return Objects.requireNonNull(messages.getMessage(key, null, otherwise, Locale.SIMPLIFIED_CHINESE));
    }
}
