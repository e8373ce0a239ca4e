package cn.bankscrm.core.realname;

/** The SMS gateway did not take a message. Names neither the number nor the text. */
public class SmsUnavailable extends RuntimeException {

    public SmsUnavailable(String what) {
        super(what);
    }

    public SmsUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
