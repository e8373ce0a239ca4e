package cn.bankscrm.core.realname;

/** WeChat gave no usable answer. */
public class WeChatUnavailable extends RuntimeException {

    public WeChatUnavailable(String what) {
        super(what);
    }

    public WeChatUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
