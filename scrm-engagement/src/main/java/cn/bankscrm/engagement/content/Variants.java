package cn.bankscrm.engagement.content;

import cn.bankscrm.core.staff.StaffId;
import java.util.Collection;
import java.util.List;

/**
 * Who says which of several wordings (变体): colleagues of one outlet, whose customers see the same posts, take turns by
 * their rank. As long as there are as many wordings as colleagues no two say the same; beyond that each wording is said
 * by as many as the next, one more or less.
 */
public final class Variants {

    private Variants() {}

    /**
     * Always the same for the same version and colleagues, in whatever order these are told; another version begins
     * with another colleague.
     *
     * @param wordings at least one
     * @param outlet everybody in post there; whether the one who asks is among them does not matter
     */
    public static String choose(
            ContentVersionId version, List<String> wordings, StaffId staff, Collection<StaffId> outlet) {
        long rank = outlet.stream()
                .mapToLong(StaffId::value)
                .distinct()
                .filter(id -> id < staff.value())
                .count();
        long first = Math.floorMod(version.value(), (long) wordings.size());
        return wordings.get(Math.floorMod(first + rank, wordings.size()));
    }
}
