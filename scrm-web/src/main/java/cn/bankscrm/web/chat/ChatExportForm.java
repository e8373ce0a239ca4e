package cn.bankscrm.web.chat;

import cn.bankscrm.compliance.evidence.PackSelection;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to go into a pack.
 *
 * @param scope {@code days} or {@code messages}
 * @param seq the messages that were picked
 */
record ChatExportForm(
        @Nullable String scope,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable List<Long> seq,
        @Nullable String reason,
        @Nullable String recipient) {

    private static final int MOST_MESSAGES = 2_000;

    /** Empty where something is missing. */
    Optional<PackSelection> selection(long conversation) {
        if (!GivenReasons.fits(reasonText()) || !GivenReasons.fits(recipientText())) {
            return Optional.empty();
        }
        if ("messages".equals(scope)) {
            return Optional.ofNullable(seq)
                    .filter(picked -> !picked.isEmpty() && picked.size() <= MOST_MESSAGES)
                    .map(picked -> new PackSelection.Messages(
                            picked.stream().distinct().toList()));
        }
        return from == null || to == null || to.isBefore(from)
                ? Optional.empty()
                : Optional.of(new PackSelection.Conversation(conversation, from, to));
    }

    String reasonText() {
        return Objects.requireNonNullElse(reason, "").strip();
    }

    String recipientText() {
        return Objects.requireNonNullElse(recipient, "").strip();
    }

    /** Not what was typed: this may end in a log. */
    @Override
    public String toString() {
        return "ChatExportForm[]";
    }
}
