package cn.bankscrm.compliance.search;

import java.io.IOException;
import java.util.OptionalInt;

/**
 * How far this node's index is.
 *
 * @param open whether it can be searched
 * @param messages that can be found
 * @param behind messages of the archive that it does not have yet
 * @param percent how much of the archive it has read, rounded down; 100 when nothing is to be read
 * @param anewPercent the same of the index that is being made to take its place; empty when none is
 * @param bytes on disk
 */
public record IndexProgress(
        boolean open, long messages, long behind, int percent, OptionalInt anewPercent, long bytes) {

    static final IndexProgress NOTHING_YET = new IndexProgress(false, 0, 0, 0, OptionalInt.empty(), 0);

    /** @param last the place of the newest message of the archive */
    static IndexProgress of(NodeIndex index, long last) throws IOException {
        OptionalInt anew = index.underWay()
                .map(made -> OptionalInt.of(percent(made.place(), last)))
                .orElse(OptionalInt.empty());
        return index.search(live -> new IndexProgress(
                true,
                live.messages(),
                Math.max(0, last - live.place()),
                percent(live.place(), last),
                anew,
                live.bytes()));
    }

    private static int percent(long done, long of) {
        return of == 0 ? 100 : (int) Math.min(100, done * 100 / of);
    }

    /** Whether everything that is in the archive can be found. */
    public boolean complete() {
        return open && behind == 0;
    }
}
