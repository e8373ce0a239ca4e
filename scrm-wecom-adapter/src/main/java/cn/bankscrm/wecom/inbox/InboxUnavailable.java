package cn.bankscrm.wecom.inbox;

/** The event could not be made durable in time: it must not be acknowledged, so that WeCom sends it again. */
public class InboxUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InboxUnavailable(String message) {
        super(message, null, false, false);
    }
}
