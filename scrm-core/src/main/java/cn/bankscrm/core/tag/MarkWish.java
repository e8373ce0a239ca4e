package cn.bankscrm.core.tag;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish about a tag on a friend with what WeCom is known to have.
 *
 * @param on whether the tag is to be on; otherwise off
 * @param tag WeCom's id of the tag
 * @param present whether the tag is on, as far as is known
 * @param ended whether the two are no friends any more
 * @param tagGone whether the tag is deleted
 * @param unsure whether an earlier try may have arrived
 * @param attemptedAt when that try of this very wish began; null where there was none
 */
record MarkWish(
        long id,
        boolean on,
        long linkId,
        WeComUserId member,
        ExternalUserId contact,
        String tag,
        boolean present,
        boolean ended,
        boolean tagGone,
        boolean unsure,
        @Nullable Instant attemptedAt) {

    boolean fulfilled() {
        return present == on;
    }
}
