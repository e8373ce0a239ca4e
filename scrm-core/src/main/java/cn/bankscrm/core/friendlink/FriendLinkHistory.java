package cn.bankscrm.core.friendlink;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All lives of one pair of staff and contact, folded from the facts known of it. The result does not depend on the
 * order in which facts arrive, nor on how often.
 *
 * <p>Every add is a life. In order of time each life takes the first ending that lies between its own begin and that of
 * the next; a life that is followed by another without any ending in between was ended by nobody knows whom, at the
 * latest when the next began.
 */
final class FriendLinkHistory {

    /** The event of an add and WeCom's own record of it may differ by this much. */
    static final Duration EVENT_SKEW = Duration.ofSeconds(2);

    private static final Comparator<Ending> BY_TIME =
            Comparator.comparing(Ending::at).thenComparing(Ending::by);

    private final StaffId staff;
    private final ExternalContactId contact;
    private final List<FriendLink> lives;
    private final SortedSet<Ending> endings = new TreeSet<>(BY_TIME);
    private final List<Ending> reported = new ArrayList<>();
    private final List<Ending> withdrawn = new ArrayList<>();
    private final List<FriendLink> begun = new ArrayList<>();
    private final List<FriendLink> changed = new ArrayList<>();

    FriendLinkHistory(
            StaffId staff, ExternalContactId contact, Collection<FriendLink> lives, Collection<Ending> endings) {
        this.staff = staff;
        this.contact = contact;
        this.lives = new ArrayList<>(lives);
        this.endings.addAll(endings);
    }

    /** Lives that were not known before. */
    List<FriendLink> begun() {
        return begun;
    }

    /** Known lives whose begin or end is another now. */
    List<FriendLink> changed() {
        return changed;
    }

    List<FriendLink> lives() {
        return lives;
    }

    List<Ending> newEndings() {
        return reported;
    }

    /** Endings that turned out not to have happened. */
    List<Ending> withdrawnEndings() {
        return withdrawn;
    }

    void added(Instant at) {
        boolean known = lives.stream()
                .anyMatch(life -> life.addedAt().equals(at) || (life.confirmed() && sameAdd(life.addedAt(), at)));
        if (!known) {
            begin(at);
        }
    }

    /** @return the life that WeCom described, to be filled with the details */
    FriendLink seen(Instant createdAt) {
        FriendLink life = lives.stream()
                .filter(candidate -> candidate.addedAt().equals(createdAt))
                .findFirst()
                .or(() -> toldByEventOnly(createdAt))
                .orElseGet(() -> begin(createdAt));
        if (life.endedBy().filter(EndedBy.UNKNOWN::equals).isPresent()) {
            life.endedAt().ifPresent(at -> withdraw(new Ending(at, EndedBy.UNKNOWN)));
        }
        if (lives.stream().noneMatch(other -> other.addedAt().isAfter(life.addedAt()))) {
            // Nobody told of these endings, and they would end the newest life, which is seen to be there.
            endings.stream()
                    .filter(e -> e.by() == EndedBy.UNKNOWN && !e.at().isBefore(life.addedAt()))
                    .toList()
                    .forEach(this::withdraw);
        }
        if (!life.addedAt().equals(createdAt) && !begun.contains(life) && !changed.contains(life)) {
            changed.add(life);
        }
        return life;
    }

    void ended(Ending ending) {
        if (endings.add(ending)) {
            reported.add(ending);
        }
    }

    /** Gives every life its end; to be called when all facts are in. */
    void fold() {
        lives.sort(Comparator.comparing(FriendLink::addedAt));
        List<Ending> open = new ArrayList<>(endings);
        for (int i = 0; i < lives.size(); i++) {
            FriendLink life = lives.get(i);
            Optional<Instant> next =
                    i + 1 < lives.size() ? Optional.of(lives.get(i + 1).addedAt()) : Optional.empty();
            Optional<Ending> own = open.stream()
                    .filter(e -> !e.at().isBefore(life.addedAt()))
                    .filter(e -> next.isEmpty() || !e.at().isAfter(next.get()))
                    .findFirst();
            own.ifPresent(open::remove);
            boolean moved = own.map(e -> life.endsWith(e.at(), e.by()))
                    .orElseGet(() -> life.endsWith(next.orElse(null), next.isPresent() ? EndedBy.UNKNOWN : null));
            if (moved && !begun.contains(life) && !changed.contains(life)) {
                changed.add(life);
            }
        }
    }

    private FriendLink begin(Instant at) {
        FriendLink life = FriendLink.begin(staff, contact, at);
        lives.add(life);
        begun.add(life);
        return life;
    }

    private Optional<FriendLink> toldByEventOnly(Instant createdAt) {
        return lives.stream()
                .filter(life -> !life.confirmed() && sameAdd(life.addedAt(), createdAt))
                .findFirst();
    }

    private void withdraw(Ending ending) {
        if (endings.remove(ending) && !reported.remove(ending)) {
            withdrawn.add(ending);
        }
    }

    private boolean sameAdd(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(EVENT_SKEW) <= 0
                && endings.stream().noneMatch(e -> between(e.at(), one, other));
    }

    private static boolean between(Instant at, Instant one, Instant other) {
        Instant from = one.isBefore(other) ? one : other;
        Instant to = one.isBefore(other) ? other : one;
        return !at.isBefore(from) && !at.isAfter(to);
    }
}
