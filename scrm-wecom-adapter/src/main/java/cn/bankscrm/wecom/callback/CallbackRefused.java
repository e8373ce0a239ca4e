package cn.bankscrm.wecom.callback;

/** A request that is not WeCom's, or not what its protocol says. Carries no detail: there is nobody to tell it to. */
class CallbackRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, and what is answered. */
    enum Reason {
        UNKNOWN_APP(404),
        SIGNATURE(403),
        RECEIVER(403),
        MALFORMED(400),
        TOO_LARGE(413);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final Reason reason;

    CallbackRefused(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
