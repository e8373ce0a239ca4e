package cn.bankscrm.compliance.archive;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Pulls page after page until WeCom has no more, on one node at a time. */
final class ArchivePulling {

    private final ArchiveCursor cursor;
    private final ChatArchiveSource source;
    private final Duration lease;

    ArchivePulling(ArchiveCursor cursor, ChatArchiveSource source, Duration lease) {
        this.cursor = cursor;
        this.source = source;
        this.lease = lease;
    }

    /**
     * One page.
     *
     * @return what came of it
     * @throws ArchiveSourceFailure when WeCom gave no usable answer; it is noted at the cursor
     */
    Pulled pullOnce(String node) {
        OptionalLong after = cursor.lease(source.name(), node, lease);
        if (after.isEmpty()) {
            return new Pulled(0, false, false);
        }
        List<EncryptedRecord> page;
        try {
            page = source.pull(after.getAsLong(), ChatArchiveSource.LARGEST_PAGE);
        } catch (ArchiveSourceFailure e) {
            cursor.failed(source.name(), String.valueOf(e.getMessage()));
            cursor.release(source.name(), node);
            throw e;
        }
        // a page that was handed out before tells nothing of how far WeCom is
        boolean onward = page.stream().anyMatch(entry -> entry.seq() > after.getAsLong());
        boolean further = onward && page.size() >= ChatArchiveSource.LARGEST_PAGE;
        boolean drained = page.isEmpty() || (onward && !further);
        int stored;
        try {
            stored = cursor.store(source.name(), node, after.getAsLong(), page, drained);
        } catch (LeaseLost e) {
            return new Pulled(0, false, false);
        }
        if (!further) {
            cursor.release(source.name(), node);
        }
        return new Pulled(stored, further, drained);
    }

    /**
     * @param stored records that are new
     * @param further whether WeCom has more, and this node goes on
     * @param drained whether WeCom has no more; neither of both where nobody can tell
     */
    record Pulled(int stored, boolean further, boolean drained) {}
}
