package cn.bankscrm.simulator.world;

import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.FriendNotes;
import cn.bankscrm.simulator.data.FriendRecord;
import cn.bankscrm.simulator.data.Journal;
import cn.bankscrm.simulator.data.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** External contacts and friend links: past, present and, before a replay, still to come. */
public final class Friends {
    private static final String ASKED = "asked";

    private final VirtualClock clock;
    private final boolean oneWayRemains;
    private final Journal journal;
    private final Map<String, Contact> contacts = new LinkedHashMap<>();
    private final List<FriendLink> all = new ArrayList<>();
    private final Map<String, List<FriendLink>> byMember = new HashMap<>();
    private final Map<String, List<FriendLink>> byContact = new HashMap<>();
    private final Map<String, Asking> asked = new HashMap<>();

    /**
     * A customer who scanned a code that waits for the member's consent.
     *
     * @param state the code's, or empty; absent once the member accepted
     */
    public record Asking(
            String userid, String externalUserid, @Nullable String state) {
        private String key() {
            return Member.key(userid) + " " + externalUserid;
        }
    }

    /**
     * All links of the corp.
     *
     * @param oneWayRemains whether the API goes on showing links that the customer ended, as WeCom does
     */
    public Friends(
            VirtualClock clock,
            boolean oneWayRemains,
            Journal journal,
            Collection<Contact> contacts,
            Collection<FriendRecord> links) {
        this.clock = clock;
        this.journal = journal;
        this.oneWayRemains = oneWayRemains;
        contacts.forEach(contact -> this.contacts.put(contact.externalUserid(), contact));
        links.forEach(this::store);
        journal.kept(ASKED, Asking.class).forEach(asking -> {
            if (asking.state() == null) {
                asked.remove(asking.key());
            } else {
                asked.put(asking.key(), asking);
            }
        });
    }

    public synchronized Optional<Contact> contact(String externalUserid) {
        return Optional.ofNullable(contacts.get(externalUserid));
    }

    public synchronized List<Contact> contacts() {
        return List.copyOf(contacts.values());
    }

    public synchronized void meet(Contact contact) {
        if (contacts.putIfAbsent(contact.externalUserid(), contact) == null) {
            journal.came(contact);
        }
    }

    /** Every link, whenever it lives, in the order of its number. */
    public synchronized List<FriendLink> everyLink() {
        return List.copyOf(all);
    }

    /** The links that the API shows of a member now. */
    public synchronized List<FriendLink> ofMember(String userid) {
        return shown(byMember.getOrDefault(Member.key(userid), List.of()));
    }

    /** The links that the API shows of a contact now. */
    public synchronized List<FriendLink> ofContact(String externalUserid) {
        return shown(byContact.getOrDefault(externalUserid, List.of()));
    }

    /** The link on which both are friends now. */
    public synchronized Optional<FriendLink> between(String userid, String externalUserid) {
        long now = clock.seconds();
        return pair(userid, externalUserid).stream()
                .filter(link -> link.liveAt(now))
                .findFirst();
    }

    /** Begins a link now, at the earliest one second after the pair's last one began. */
    public synchronized FriendLink befriend(String userid, String externalUserid, int addWay, String state) {
        long begin = pair(userid, externalUserid).stream()
                .mapToLong(link -> link.createtime() + 1)
                .reduce(clock.seconds(), Math::max);
        clock.reach(Instant.ofEpochSecond(begin));
        FriendLink link = store(new FriendRecord(userid, externalUserid, begin, addWay, state, null, null));
        journal.changed(link.record());
        return link;
    }

    /** Ends a link now. */
    public synchronized FriendLink.Ending end(FriendLink link, FriendLink.Side by) {
        FriendLink.Ending ending = new FriendLink.Ending(clock.seconds(), by);
        link.end(ending);
        journal.changed(link.record());
        return ending;
    }

    public synchronized void note(FriendLink link, UnaryOperator<FriendNotes> change) {
        link.note(change.apply(link.notes()));
        journal.changed(link.record());
    }

    /** The customer asks to be added; the member may accept it. */
    public synchronized void ask(Asking asking) {
        asked.put(asking.key(), asking);
        journal.keep(ASKED, asking);
    }

    /** Takes up what was asked, with the state of the code that was scanned. */
    public synchronized Optional<String> takeAsked(String userid, String externalUserid) {
        Asking answered = new Asking(userid, externalUserid, null);
        Asking open = asked.remove(answered.key());
        if (open == null) {
            return Optional.empty();
        }
        journal.keep(ASKED, answered);
        return Optional.ofNullable(open.state());
    }

    /** Takes off what is no tag any more; after a restart too, so that nothing needs to be written down. */
    void keepTags(Predicate<String> exists) {
        Set<String> gone = new HashSet<>();
        for (FriendLink link : all) {
            link.notes().tagIds().stream().filter(exists.negate()).forEach(gone::add);
        }
        untagAll(gone);
    }

    /** Tags that are no more are on no friend. */
    public synchronized void untagAll(Set<String> gone) {
        for (FriendLink link : all) {
            FriendNotes notes = link.notes();
            if (notes.tagIds().stream().anyMatch(gone::contains)) {
                Set<String> left = new LinkedHashSet<>(notes.tagIds());
                left.removeAll(gone);
                link.note(notes.withTags(left));
            }
        }
    }

    private FriendLink store(FriendRecord link) {
        FriendLink stored = new FriendLink(all.size(), link);
        all.add(stored);
        byMember.computeIfAbsent(Member.key(link.userid()), key -> new ArrayList<>())
                .add(stored);
        byContact
                .computeIfAbsent(link.externalUserid(), key -> new ArrayList<>(1))
                .add(stored);
        return stored;
    }

    private List<FriendLink> pair(String userid, String externalUserid) {
        return byContact.getOrDefault(externalUserid, List.of()).stream()
                .filter(link -> link.userid().equalsIgnoreCase(userid))
                .toList();
    }

    private List<FriendLink> shown(List<FriendLink> links) {
        long now = clock.seconds();
        return links.stream()
                .filter(link -> link.liveAt(now) || (oneWayRemains && link.remainsOneWayAt(now)))
                .toList();
    }
}
