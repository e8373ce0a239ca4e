package cn.bankscrm.core.importing;

/** How far an import is; written down about once a second, in a transaction of its own. */
final class Progress {

    private static final long EVERY_NANOS = 1_000_000_000L;

    private final ImportRuns runs;
    private final ImportId id;
    private ImportPhase phase = ImportPhase.READING;
    private int percent;
    private long read;
    private long rejected;
    private long written = System.nanoTime();

    Progress(ImportRuns runs, ImportId id) {
        this.runs = runs;
        this.id = id;
    }

    void at(ImportPhase next, int percentThen) {
        phase = next;
        percent = percentThen;
        write();
    }

    void read(int rows, int ofThemRejected, int percentThen) {
        read += rows;
        rejected += ofThemRejected;
        percent = percentThen;
        if (System.nanoTime() - written > EVERY_NANOS) {
            write();
        }
    }

    void rejected(int rows) {
        rejected += rows;
    }

    void write() {
        runs.progress(id, phase, percent, read, rejected);
        written = System.nanoTime();
    }

    long read() {
        return read;
    }

    long rejected() {
        return rejected;
    }
}
