package cn.bankscrm.simulator.generate;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A member of staff.
 *
 * @param userid in WeCom
 * @param posts in order of time, one after the other
 * @param zeal how eagerly he wins customers in WeCom, about 1
 * @param buys whether he fills his count with bought friends
 */
public record StaffMember(String staffNo, String name, String userid, List<Post> posts, double zeal, boolean buys) {

    /** A post. The last day is empty while it lasts. */
    public record Post(String position, Institution institution, LocalDate from, Optional<LocalDate> to) {}

    public StaffMember {
        posts = List.copyOf(posts);
    }

    Post lastPost() {
        return posts.getLast();
    }

    boolean left() {
        return lastPost().to().isPresent();
    }

    boolean manages() {
        return Positions.managing(lastPost().position());
    }

    Institution institution() {
        return lastPost().institution();
    }

    /** The first day of the post held last. */
    LocalDate sittingSince() {
        return lastPost().from();
    }
}
