package cn.bankscrm.core.tag;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a tag or group that the platform wants made in WeCom.
 *
 * @param group its name now; for a new group the name it is to have
 * @param tag the tag's name now; null where the wish is about a group, or the tag does not exist yet
 * @param name the name wished for; null where the wish is about no name
 * @param by user name of the author
 * @param settledAt null while the wish waits
 * @param reason null unless overruled or failed
 * @param code WeCom's code of the refusal; null where there is none
 */
public record TagWish(
        long id,
        Kind kind,
        @Nullable Long groupId,
        @Nullable String group,
        @Nullable Long tagId,
        @Nullable String tag,
        @Nullable String name,
        String by,
        Instant at,
        Status status,
        int attempts,
        @Nullable Instant settledAt,
        @Nullable TagWishReason reason,
        @Nullable Integer code) {

    /** What is wanted. The names are stored. */
    public enum Kind {
        /** A tag in a group, new or known. */
        CREATE,
        /** Another name for a tag or group. */
        RENAME,
        /** Another place among its like for a tag or group. */
        REORDER,
        /** A tag or group gone. */
        DELETE,
        /** A tag on a friend. */
        MARK,
        /** A tag off a friend. */
        UNMARK
    }

    /** What became of it. The names are stored. */
    public enum Status {
        WAITING,
        /** WeCom has it as it was wished. */
        DONE,
        /** Something else stands in WeCom, and stays. */
        OVERRULED,
        /** WeCom refused it, or could not be reached for too long. */
        FAILED
    }

    public boolean waiting() {
        return status == Status.WAITING;
    }
}
