package cn.bankscrm.simulator.world;

import cn.bankscrm.simulator.data.Journal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Contact ways (联系我): codes that lead customers to members. */
public final class ContactWays {
    private static final String KIND = "contact_way";

    /**
     * A code.
     *
     * @param owner the app that made it; no other sees it
     * @param users whom it leads to, in this order
     */
    public record ContactWay(
            String configId,
            String owner,
            int type,
            int scene,
            String remark,
            boolean skipVerify,
            String state,
            List<String> users,
            long createTime) {

        public ContactWay {
            users = List.copyOf(users);
        }

        public ContactWay with(String otherRemark, boolean skips, String otherState, List<String> otherUsers) {
            return new ContactWay(configId, owner, type, scene, otherRemark, skips, otherState, otherUsers, createTime);
        }
    }

    /** A code as it is from now on, or was before it was deleted; for the journal. */
    private record Change(ContactWay way, boolean removed) {}

    private final VirtualClock clock;
    private final Journal journal;
    private final Map<String, ContactWay> ways = new LinkedHashMap<>();
    private int made;

    /** The codes that the journal tells of. */
    public ContactWays(VirtualClock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
        journal.kept(KIND, Change.class).forEach(this::make);
    }

    /** In the order in which they were made. */
    public synchronized List<ContactWay> all() {
        return List.copyOf(ways.values());
    }

    public synchronized Optional<ContactWay> find(String configId) {
        return Optional.ofNullable(ways.get(configId));
    }

    public synchronized ContactWay add(
            String owner, int type, int scene, String remark, boolean skipVerify, String state, List<String> users) {
        String id = "%032x".formatted(0x42b34949e98baef2L + made);
        ContactWay way = new ContactWay(id, owner, type, scene, remark, skipVerify, state, users, clock.seconds());
        change(new Change(way, false));
        return way;
    }

    public synchronized void replace(ContactWay way) {
        change(new Change(way, false));
    }

    public synchronized void remove(ContactWay way) {
        change(new Change(way, true));
    }

    private void change(Change change) {
        make(change);
        journal.keep(KIND, change);
    }

    private void make(Change change) {
        String id = change.way().configId();
        if (change.removed()) {
            ways.remove(id);
        } else if (ways.put(id, change.way()) == null) {
            made++;
        }
    }
}
