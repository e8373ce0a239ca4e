package cn.bankscrm.wecom.inbox;

/** A worker took so long that its events were given to another. */
class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLost() {
        super("The lease of an event was lost", null, false, false);
    }
}
