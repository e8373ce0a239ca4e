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
            return new Pulled(0, false);
        }
        List<EncryptedRecord> page;
        try {
            page = source.pull(after.getAsLong(), ChatArchiveSource.LARGEST_PAGE);
        } catch (ArchiveSourceFailure e) {
            cursor.failed(source.name(), String.valueOf(e.getMessage()));
            cursor.release(source.name(), node);
            throw e;
        }
        boolean further = page.size() >= ChatArchiveSource.LARGEST_PAGE
                && page.stream().anyMatch(entry -> entry.seq() > after.getAsLong());
        int stored;
        try {
            stored = cursor.store(source.name(), node, after.getAsLong(), page, !further);
        } catch (LeaseLost e) {
            return new Pulled(0, false);
        }
        if (!further) {
            cursor.release(source.name(), node);
        }
        return new Pulled(stored, further);
    }

    /**
     * @param stored records that are new
     * @param further whether WeCom has more, and this node goes on
     */
    record Pulled(int stored, boolean further) {}
}
