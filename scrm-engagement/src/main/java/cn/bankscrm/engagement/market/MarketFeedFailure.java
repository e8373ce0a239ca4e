package cn.bankscrm.engagement.market;

import java.io.Serial;

/** A feed told nothing that can be used; the message says why, by line and column where there are some. */
public final class MarketFeedFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public MarketFeedFailure(String why) {
        super(why);
    }

    public MarketFeedFailure(String why, Throwable cause) {
        super(why, cause);
    }
}
