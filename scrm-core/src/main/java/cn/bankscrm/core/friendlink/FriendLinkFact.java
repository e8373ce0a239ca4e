package cn.bankscrm.core.friendlink;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import java.time.Instant;

/**
 * Something learnt about a friend link. Facts may come in any order and more than once: the lives of the link are
 * folded from all of them by their times.
 */
public sealed interface FriendLinkFact {

    WeComUserId staff();

    ExternalUserId contact();

    /** Staff and customer became friends; all that is known is when. */
    record Added(WeComUserId staff, ExternalUserId contact, Instant at) implements FriendLinkFact {}

    /** The link is there and looks like this. */
    record Seen(WeComUserId staff, ExternalUserId contact, LinkDetails details) implements FriendLinkFact {}

    /** The link ended. */
    record Ended(WeComUserId staff, ExternalUserId contact, Instant at, EndedBy by) implements FriendLinkFact {}
}
