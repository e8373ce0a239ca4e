package cn.bankscrm.wecom.sync;

/** Another node has taken over the run: this one lets go of it, and what it was about to store is not stored. */
final class LostLease extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostLease(long run) {
        super("Another node carries out sync " + run);
    }
}
