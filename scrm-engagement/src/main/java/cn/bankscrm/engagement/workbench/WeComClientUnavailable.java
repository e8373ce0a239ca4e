package cn.bankscrm.engagement.workbench;

import java.io.Serial;

/** WeCom gave no ticket. */
public final class WeComClientUnavailable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public WeComClientUnavailable(String why, Throwable cause) {
        super(why, cause);
    }
}
