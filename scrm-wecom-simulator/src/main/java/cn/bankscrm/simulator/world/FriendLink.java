package cn.bankscrm.simulator.world;

import cn.bankscrm.simulator.data.FriendNotes;
import cn.bankscrm.simulator.data.FriendRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A friend link between a member and a contact. What it is never changes; the notes that the member keeps on the
 * contact and the link's end do. A deleted friend who comes back makes a new link.
 */
public final class FriendLink {
    /** Who ended a link. */
    public enum Side {
        STAFF,
        CUSTOMER
    }

    /** How a link ended, and when in Unix seconds. */
    public record Ending(long at, Side by) {}

    private final long number;
    private final String userid;
    private final String externalUserid;
    private final long createtime;
    private final int addWay;
    private final String state;
    private volatile @Nullable Ending ending;
    private volatile FriendNotes notes;

    FriendLink(long number, FriendRecord record) {
        this.number = number;
        this.userid = record.userid();
        this.externalUserid = record.externalUserid();
        this.createtime = record.createtime();
        this.addWay = record.addWay();
        this.state = record.state() == null ? "" : record.state();
        this.notes = record.notes() == null ? FriendNotes.NONE : record.notes();
        Long deletedAt = record.deletedAt();
        if (deletedAt != null) {
            this.ending = new Ending(deletedAt, "customer".equals(record.deletedBy()) ? Side.CUSTOMER : Side.STAFF);
        }
    }

    /** The link as a folder tells it. */
    FriendRecord record() {
        Ending end = ending;
        return new FriendRecord(
                userid,
                externalUserid,
                createtime,
                addWay,
                state,
                end == null ? null : end.at(),
                end == null ? null : end.by() == Side.CUSTOMER ? "customer" : "staff",
                notes.equals(FriendNotes.NONE) ? null : notes);
    }

    /** Counts up over all links of the corp; pages of answers are cut by it. */
    public long number() {
        return number;
    }

    public String userid() {
        return userid;
    }

    public String externalUserid() {
        return externalUserid;
    }

    public long createtime() {
        return createtime;
    }

    public int addWay() {
        return addWay;
    }

    public String state() {
        return state;
    }

    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    public FriendNotes notes() {
        return notes;
    }

    public boolean liveAt(long second) {
        Ending end = ending;
        return createtime <= second && (end == null || end.at() > second);
    }

    /** WeCom goes on showing a member those friends who deleted him: the relation remains on his side. */
    boolean remainsOneWayAt(long second) {
        Ending end = ending;
        return createtime <= second && end != null && end.by() == Side.CUSTOMER;
    }

    void end(Ending how) {
        ending = how;
    }

    void note(FriendNotes changed) {
        notes = changed;
    }
}
