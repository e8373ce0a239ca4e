package cn.bankscrm.wecom.event;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.EndedBy;
import cn.bankscrm.core.staff.WeComUserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Tells from the fields of a payload which event it is, when it happened, and what it must be kept in order with. */
public final class EventReader {

    /** WeCom was opened to companies in 2016: nothing of before can be an event, nor anything of the next century. */
    private static final Instant EARLIEST = Instant.parse("2016-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final int LONGEST_NAME = 100;

    private EventReader() {}

    /** @throws MalformedEvent when the payload has no time, or one that cannot be */
    public static Instant time(EventFields fields) {
        long seconds = fields.number("CreateTime");
        if (seconds < EARLIEST.getEpochSecond() || seconds >= LATEST.getEpochSecond()) {
            throw new MalformedEvent("CreateTime is outside 2016 to 2099");
        }
        return Instant.ofEpochSecond(seconds);
    }

    /** Such as {@code change_external_contact/add_external_contact}, or {@code message/text}. */
    public static String name(EventFields fields) {
        String name = fields.text("Event")
                .map(event -> fields.text("ChangeType")
                        .map(change -> event + "/" + change)
                        .orElse(event))
                .or(() -> fields.text("MsgType").map(type -> "message/" + type))
                .orElse("unnamed");
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    /** Events of one relation are worked off one after the other. */
    public static String relation(String app, EventFields fields) {
        Optional<String> narrow = switch (fields.text("Event").orElse("")) {
            case "change_external_contact" -> linkRelation(fields);
            case "change_external_tag" -> Optional.of("tag");
            case "change_contact" -> directoryRelation(fields);
            default -> Optional.empty();
        };
        return narrow.orElseGet(() -> "app:" + app + ":" + name(fields));
    }

    /**
     * Whether the event says no more than that something changed, so that what it is now must be read. Two such changes
     * within one second are told word for word the same, and count as one event told twice.
     */
    public static boolean isMereChange(EventFields fields) {
        String change = fields.text("ChangeType").orElse("");
        return switch (fields.text("Event").orElse("")) {
            case "change_external_contact" -> change.equals("edit_external_contact");
            case "change_external_tag" -> true;
            case "change_contact" -> change.equals("update_user") || change.equals("update_party");
            default -> false;
        };
    }

    /** @throws MalformedEvent when the event lacks what its kind must have */
    public static WeComEvent read(EventFields fields) {
        String change = fields.text("ChangeType").orElse("");
        return switch (fields.text("Event").orElse("")) {
            case "change_external_contact" -> contactEvent(change, fields);
            case "change_external_tag" ->
                switch (change) {
                    case "create", "update", "delete", "shuffle" -> new WeComEvent.TagsChanged();
                    default -> new WeComEvent.Noted();
                };
            case "change_contact" -> directoryEvent(change, fields);
            case "msgaudit_notify" -> new WeComEvent.ArchiveGrew();
            default -> new WeComEvent.Noted();
        };
    }

    private static WeComEvent contactEvent(String change, EventFields fields) {
        return switch (change) {
            case "add_external_contact" ->
                new WeComEvent.ContactAdded(member(fields, "UserID"), contact(fields), time(fields));
            case "add_half_external_contact" ->
                new WeComEvent.ContactHalfAdded(member(fields, "UserID"), contact(fields));
            case "edit_external_contact" -> new WeComEvent.ContactEdited(member(fields, "UserID"), contact(fields));
            case "del_external_contact" ->
                new WeComEvent.ContactLost(
                        member(fields, "UserID"), contact(fields), time(fields), deletedBecause(fields));
            case "del_follow_user" ->
                new WeComEvent.ContactLost(member(fields, "UserID"), contact(fields), time(fields), EndedBy.CUSTOMER);
            case "transfer_fail" -> new WeComEvent.TransferFailed(member(fields, "UserID"), contact(fields));
            case "msg_audit_approved" -> new WeComEvent.ArchivingApproved(member(fields, "UserID"), contact(fields));
            default -> new WeComEvent.Noted();
        };
    }

    private static EndedBy deletedBecause(EventFields fields) {
        return fields.text("Source").filter("DELETE_BY_TRANSFER"::equals).isPresent()
                ? EndedBy.TRANSFER
                : EndedBy.STAFF;
    }

    private static WeComEvent directoryEvent(String change, EventFields fields) {
        return switch (change) {
            case "create_user" -> new WeComEvent.MemberChanged(member(fields, "UserID"));
            case "update_user" ->
                fields.text("NewUserID").isPresent()
                        ? new WeComEvent.MemberRenamed(member(fields, "UserID"), member(fields, "NewUserID"))
                        : new WeComEvent.MemberChanged(member(fields, "UserID"));
            case "delete_user" -> new WeComEvent.MemberDeleted(member(fields, "UserID"));
            case "create_party", "update_party" -> new WeComEvent.DepartmentChanged(fields.number("Id"));
            case "delete_party" -> new WeComEvent.DepartmentDeleted(fields.number("Id"));
            default -> new WeComEvent.Noted();
        };
    }

    private static WeComUserId member(EventFields fields, String name) {
        return value(fields, name, WeComUserId::new);
    }

    private static ExternalUserId contact(EventFields fields) {
        return value(fields, "ExternalUserID", ExternalUserId::new);
    }

    private static <T> T value(EventFields fields, String name, Function<String, T> type) {
        try {
            return type.apply(fields.required(name));
        } catch (IllegalArgumentException e) {
            throw new MalformedEvent(name + " is none");
        }
    }

    private static Optional<String> linkRelation(EventFields fields) {
        return shortText(fields, "UserID")
                .flatMap(member -> shortText(fields, "ExternalUserID")
                        .map(contact -> "link:" + member.toLowerCase(Locale.ROOT) + ":" + contact));
    }

    private static Optional<String> directoryRelation(EventFields fields) {
        return shortText(fields, "UserID")
                .map(member -> "user:" + member.toLowerCase(Locale.ROOT))
                .or(() -> shortText(fields, "Id").map(department -> "party:" + department));
    }

    /** What is longer than an id can be must not become a key. */
    private static Optional<String> shortText(EventFields fields, String name) {
        return fields.text(name).filter(text -> text.length() <= 64);
    }
}
