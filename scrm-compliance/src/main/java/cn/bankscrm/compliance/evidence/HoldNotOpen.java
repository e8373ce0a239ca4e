package cn.bankscrm.compliance.evidence;

/** A step was asked for that a hold is not at, or that somebody else has to take. */
public final class HoldNotOpen extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HoldNotOpen(long id) {
        super("Legal hold " + id + " is not at this step, or waits for another person");
    }
}
