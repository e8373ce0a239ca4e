package cn.bankscrm.engagement.market;

import java.util.List;

/** Where market values come from: a file or a server of the bank. */
public interface MarketFeed {

    /**
     * What the feed tells now. Not to be called while somebody waits for a page.
     *
     * @return in the order of the feed, one for each name
     * @throws MarketFeedFailure when it tells nothing that can be used
     */
    List<MarketValue> read();
}
