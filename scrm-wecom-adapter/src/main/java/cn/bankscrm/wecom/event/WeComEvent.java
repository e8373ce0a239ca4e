package cn.bankscrm.wecom.event;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.EndedBy;
import cn.bankscrm.core.staff.WeComUserId;
import java.time.Instant;

/**
 * What WeCom tells by a callback. Its time is WeCom's, never that of its arrival.
 *
 * <p>Source: developer.work.weixin.qq.com, pages 92130 (客户变更、企业客户标签变更) and 90970 (通讯录变更), as read 2026-07.
 */
public sealed interface WeComEvent {

    /** A word for figures. */
    default String kind() {
        return getClass().getSimpleName();
    }

    /** Something about one member and one contact. */
    sealed interface ContactEvent extends WeComEvent {

        WeComUserId member();

        ExternalUserId contact();
    }

    /** The two became friends. */
    record ContactAdded(WeComUserId member, ExternalUserId contact, Instant at) implements ContactEvent {}

    /** The customer added the member, who has not accepted yet: not friends so far, a {@link ContactAdded} follows. */
    record ContactHalfAdded(WeComUserId member, ExternalUserId contact) implements ContactEvent {}

    /** The member changed the remark, mobiles or tags of the contact. */
    record ContactEdited(WeComUserId member, ExternalUserId contact) implements ContactEvent {}

    /** The friendship ended. */
    record ContactLost(WeComUserId member, ExternalUserId contact, Instant at, EndedBy by) implements ContactEvent {}

    /** The customer did not go over to the member who was to take over. */
    record TransferFailed(WeComUserId member, ExternalUserId contact) implements ContactEvent {}

    /** The customer agreed to the archiving of the conversation. */
    record ArchivingApproved(WeComUserId member, ExternalUserId contact) implements ContactEvent {}

    /** Corp tags or their groups were made, changed, deleted or put into another order. */
    record TagsChanged() implements WeComEvent {}

    /** A member joined or changed. */
    record MemberChanged(WeComUserId member) implements WeComEvent {}

    /** A member's user id was changed. */
    record MemberRenamed(WeComUserId from, WeComUserId to) implements WeComEvent {}

    /** A member was deleted from the corp. */
    record MemberDeleted(WeComUserId member) implements WeComEvent {}

    /** A department was made or changed. */
    record DepartmentChanged(long department) implements WeComEvent {}

    /** A department was deleted. */
    record DepartmentDeleted(long department) implements WeComEvent {}

    /** There are new records in the chat archive. */
    record ArchiveGrew() implements WeComEvent {}

    /** Kept in the inbox; nothing is to be done about it now. */
    record Noted() implements WeComEvent {}
}
