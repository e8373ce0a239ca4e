package cn.bankscrm.compliance.archive;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One archived message, decrypted.
 *
 * @param place the order in which messages became readable; what works through the archive goes by it. A record whose
 *     key came late has a small {@code seq} and a large place
 * @param seq WeCom's number of the record
 * @param msgId WeCom's id of the message
 * @param at WeCom's time of the message
 * @param from who sent it, as WeCom writes the id
 * @param to who received it, as WeCom writes the ids
 * @param staff the member who sent it, or whose conversation with a customer it is
 * @param fromStaff whether a member of the corp sent it
 * @param contact the customer who sent it, or whose conversation it is
 * @param kind WeCom's {@code msgtype}; kinds that nobody knows yet are among them
 * @param text what can be searched and screened, in the message's own writing; empty where there is none
 * @param json the whole message as WeCom told it
 * @param digest SHA-256 of the message's JSON as bytes, in hexadecimal
 * @param recalledAt when it was recalled or rewritten; the message itself stays as it was
 */
public record ChatMessage(
        long place,
        long seq,
        String msgId,
        Instant at,
        ConversationId conversation,
        Action action,
        String from,
        List<String> to,
        Optional<StaffId> staff,
        boolean fromStaff,
        Optional<ExternalContactId> contact,
        String kind,
        Optional<String> text,
        String json,
        String digest,
        Optional<Instant> recalledAt) {

    /** What the record tells of. */
    public enum Action {
        /** A message. */
        SEND,
        /** A message was taken back; which one stands in {@code revoke.pre_msgid}. */
        RECALL,
        /** A message was rewritten. */
        EDIT,
        /** A member changed to another company in the client. */
        SWITCH,
        /** None of those that WeCom documents. */
        OTHER
    }

    public ChatMessage {
        to = List.copyOf(to);
    }

    /** Whether somebody outside of the corp says it, or is among those whom it is said to. */
    public boolean withCustomer() {
        return contact.isPresent() || !fromStaff || to.stream().anyMatch(People.Known::looksExternal);
    }

    /** The same, as part of what somebody has with a member of staff. */
    public ChatMessage spokenWith(StaffId member) {
        return new ChatMessage(
                place,
                seq,
                msgId,
                at,
                conversation,
                action,
                from,
                to,
                Optional.of(member),
                fromStaff,
                contact,
                kind,
                text,
                json,
                digest,
                recalledAt);
    }

    /** Without what was said and by whom. */
    @Override
    public String toString() {
        return "ChatMessage[seq=" + seq + ", place=" + place + ", kind=" + kind + "]";
    }
}
