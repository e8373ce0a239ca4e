package cn.bankscrm.wecom.event;

/** An event that is not what WeCom's protocol says. The message names what is wrong, never what stood there. */
public class MalformedEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedEvent(String message) {
        super(message, null, false, false);
    }
}
