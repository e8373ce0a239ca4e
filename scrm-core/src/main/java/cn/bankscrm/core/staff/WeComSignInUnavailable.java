package cn.bankscrm.core.staff;

/** WeCom could not say who scanned the QR code; trying again later may help. */
public class WeComSignInUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WeComSignInUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
