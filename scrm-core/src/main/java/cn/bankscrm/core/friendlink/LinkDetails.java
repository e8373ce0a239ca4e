package cn.bankscrm.core.friendlink;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A live friend link as WeCom describes it when asked.
 *
 * @param createdAt when it began, to the second
 * @param addWay WeCom's {@code add_way}, how the two met
 * @param state the channel it came by; null where there was none
 * @param remark what the member of staff calls the customer; personal data
 * @param description the member's note on the customer; personal data
 * @param tags the corp tags put on the customer by this member, as WeCom's tag ids
 */
public record LinkDetails(
        Instant createdAt,
        @Nullable Integer addWay,
        @Nullable String state,
        @Nullable String remark,
        @Nullable String description,
        Set<String> tags) {

    public LinkDetails {
        tags = Set.copyOf(tags);
    }

    /** Without what people wrote about each other. */
    @Override
    public String toString() {
        return "LinkDetails[createdAt=" + createdAt + ", addWay=" + addWay + "]";
    }
}
