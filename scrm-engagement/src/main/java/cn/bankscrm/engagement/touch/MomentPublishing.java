package cn.bankscrm.engagement.touch;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.core.staff.WeComUserId;
import java.util.Optional;

/**
 * WeCom's moments for customers (客户朋友圈): offered to a member, who publishes it to the customers they have. Not to be
 * called inside a transaction. Every method throws {@link SendingFailure}.
 */
public interface MomentPublishing extends Offering {

    /** Offers it. @return the job that makes the moment */
    String publish(Cleared text, Optional<LinkCard> card, WeComUserId sender);

    /** @return the moment that the job made; empty while it is at it */
    Optional<String> made(String jobId);

    /** Whether the member published it. */
    boolean isPublished(String id, WeComUserId member);

    /** How the member's customers took it; to be asked only of what is published. */
    Echo echo(String id, WeComUserId member);

    /**
     * What came of a moment with the customers of one member.
     *
     * @param visible how many may see it
     */
    record Echo(int visible, int likes, int comments) {}
}
