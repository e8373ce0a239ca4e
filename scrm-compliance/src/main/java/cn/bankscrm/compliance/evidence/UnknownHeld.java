package cn.bankscrm.compliance.evidence;

/** A hold was asked for of somebody or something that is not known: it would keep nothing. */
public final class UnknownHeld extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final What what;

    /** What is not known. */
    public enum What {
        CUSTOMER,
        CONVERSATION
    }

    UnknownHeld(What what) {
        super("A legal hold of a " + what + " that is not known would keep nothing");
        this.what = what;
    }

    public What what() {
        return what;
    }
}
