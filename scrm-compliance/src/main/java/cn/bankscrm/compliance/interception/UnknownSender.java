package cn.bankscrm.compliance.interception;

/** The bank has no member of staff with that number. */
public final class UnknownSender extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownSender() {
        super("No member of staff has that number");
    }
}
