package cn.bankscrm.engagement.market;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the feed told last, on this node: pages read it here and never wait for the feed. */
public final class MarketBoard {

    private static final Logger log = LoggerFactory.getLogger(MarketBoard.class);

    private final Optional<MarketFeed> feed;
    private final Clock clock;
    private final AtomicReference<State> state =
            new AtomicReference<>(new State(List.of(), Optional.empty(), Optional.empty()));

    MarketBoard(Optional<MarketFeed> feed, Clock clock) {
        this.feed = feed;
        this.clock = clock;
    }

    /**
     * How things stand.
     *
     * @param values those that the feed told last; none where it never told any
     * @param readAt when it told them
     * @param failure why it tells nothing any more; empty while it does
     */
    public record State(List<MarketValue> values, Optional<Instant> readAt, Optional<String> failure) {

        public State {
            values = List.copyOf(values);
        }
    }

    /** Whether the bank has told where values come from. */
    public boolean configured() {
        return feed.isPresent();
    }

    public State state() {
        return state.get();
    }

    /** Asks the feed. What it told before stays where it fails, with the time at which it was told. */
    void refresh() {
        feed.ifPresent(source -> {
            try {
                state.set(new State(source.read(), Optional.of(clock.instant()), Optional.empty()));
            } catch (MarketFeedFailure failure) {
                String why = String.valueOf(failure.getMessage());
                log.atWarn().addKeyValue("why", why).log("The market feed told nothing that can be used");
                state.updateAndGet(known -> new State(known.values(), known.readAt(), Optional.of(why)));
            }
        });
    }
}
