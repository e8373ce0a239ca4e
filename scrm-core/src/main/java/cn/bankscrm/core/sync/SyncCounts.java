package cn.bankscrm.core.sync;

/**
 * Counts of one subject of a sync.
 *
 * @param found how many WeCom has
 * @param added how many the platform did not know
 * @param changed how many were another than the platform thought
 * @param ended how many the platform had and WeCom has no more
 */
public record SyncCounts(long found, long added, long changed, long ended) {

    public SyncCounts plus(SyncCounts other) {
        return new SyncCounts(found + other.found, added + other.added, changed + other.changed, ended + other.ended);
    }
}
