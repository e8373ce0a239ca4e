package cn.bankscrm.compliance.reading;

import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.evidence.PackSelection;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish to take chats out of the platform as an evidence pack (证据包申请).
 *
 * @param conversation of which the messages are
 * @param reason in the words of who asked
 * @param recipient for whom it is
 * @param askedBy the account
 * @param decidedBy the other person's account; null until decided
 * @param decisionReason why it was refused; null where it was not
 * @param done messages written so far
 * @param total messages that go into it; 0 until it is begun
 * @param name of the pack; null until it is made
 * @param expiresAt when the file is deleted; null until it is made
 */
public record ChatExport(
        long id,
        ConversationId conversation,
        PackSelection selection,
        String reason,
        String recipient,
        String askedBy,
        Instant askedAt,
        State state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionReason,
        int done,
        int total,
        @Nullable String name,
        OptionalLong bytes,
        @Nullable Instant expiresAt) {

    /** How far it is. */
    public enum State {
        /** Waits for a second person. */
        ASKED,
        REFUSED,
        /** Is being made, or about to. */
        APPROVED,
        /** Can be fetched by who asked. */
        READY,
        FAILED,
        /** Its file was deleted. */
        EXPIRED
    }

    public boolean isBy(String account) {
        return askedBy.equalsIgnoreCase(account);
    }

    /** Whether messages were picked one by one, rather than a span of days. */
    public boolean picked() {
        return selection instanceof PackSelection.Messages;
    }

    /** In percent. */
    public int percent() {
        return total == 0 ? 0 : (int) (100L * done / total);
    }

    /** Without reason and recipient. */
    @Override
    public String toString() {
        return "ChatExport[" + id + ", " + state + "]";
    }
}
