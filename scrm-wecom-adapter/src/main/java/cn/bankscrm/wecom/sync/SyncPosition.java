package cn.bankscrm.wecom.sync;

import cn.bankscrm.wecom.contact.ContactListing;
import java.util.List;

/**
 * Where a run is within its phase.
 *
 * @param department the department finished last
 * @param member the member finished last, in lower case
 * @param batch the members whose friends are being listed, as WeCom writes them
 * @param cursor of the next page of that list
 * @param listed whether the list was read to its end
 * @param size how many members to take next
 */
record SyncPosition(long department, String member, List<String> batch, String cursor, boolean listed, int size) {

    SyncPosition {
        batch = List.copyOf(batch);
    }

    static SyncPosition start() {
        return new SyncPosition(0, "", List.of(), "", false, ContactListing.MOST_MEMBERS);
    }

    SyncPosition afterDepartment(long id) {
        return new SyncPosition(id, "", List.of(), "", false, size);
    }

    SyncPosition afterMember(String key) {
        return new SyncPosition(department, key, List.of(), "", false, size);
    }

    SyncPosition listing(List<String> members) {
        return new SyncPosition(department, member, members, "", false, size);
    }

    SyncPosition page(String next) {
        return new SyncPosition(department, member, batch, next, next.isEmpty(), size);
    }

    /** The batch cannot be read as a whole: half as many next time. */
    SyncPosition smaller() {
        return new SyncPosition(department, member, List.of(), "", false, Math.max(1, size / 2));
    }

    SyncPosition larger() {
        return new SyncPosition(
                department, member, batch, cursor, listed, Math.min(ContactListing.MOST_MEMBERS, size * 2));
    }
}
