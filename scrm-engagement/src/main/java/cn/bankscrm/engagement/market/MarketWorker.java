package cn.bankscrm.engagement.market;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Duration;

/** Asks the feed every few minutes, on each node by itself. */
final class MarketWorker extends BackgroundWorker {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(1);

    private final MarketBoard board;

    MarketWorker(MarketBoard board, Duration every) {
        super("market-feed", Pace.every(every).stoppingWithin(STOPS_WITHIN));
        this.board = board;
    }

    @Override
    protected boolean work() {
        board.refresh();
        return false;
    }

    /** It may wait for an answer; nothing is lost with it. */
    @Override
    protected boolean mayBeInterrupted() {
        return true;
    }
}
