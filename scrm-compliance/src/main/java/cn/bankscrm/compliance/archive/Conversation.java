package cn.bankscrm.compliance.archive;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import java.time.Instant;
import java.util.Optional;

/**
 * Whose words belong together.
 *
 * @param staff the member whose conversation with a customer it is; empty for rooms and internal chats
 * @param contact the customer of a single chat
 * @param room WeCom's id of a group
 * @param lastAt the time of the newest message
 */
public record Conversation(
        ConversationId id,
        Kind kind,
        Optional<StaffId> staff,
        Optional<ExternalContactId> contact,
        Optional<String> room,
        Instant lastAt) {

    /** Who takes part. */
    public enum Kind {
        /** A member and an external contact. */
        SINGLE,
        /** Members alone. */
        INTERNAL,
        /** A group. */
        ROOM
    }
}
