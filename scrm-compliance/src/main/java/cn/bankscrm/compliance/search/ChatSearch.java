package cn.bankscrm.compliance.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Searches this node's index. Knows nothing of who asks: whoever shows what was found has to have the right to, and to
 * write it down before.
 */
@Component
public class ChatSearch {

    private final IndexKeeper keeper;
    private final Timer newest;
    private final Timer counting;

    ChatSearch(IndexKeeper keeper, MeterRegistry registry) {
        this.keeper = keeper;
        this.newest = time(registry, "newest");
        this.counting = time(registry, "count");
        registry.gauge("scrm.search.lag.messages", keeper, k -> k.progress().behind());
        registry.gauge("scrm.search.messages", keeper, k -> k.progress().messages());
    }

    private static Timer time(MeterRegistry registry, String part) {
        return Timer.builder("scrm.search.time")
                .description("Searching the archive: the newest messages that fit, or counting all that do")
                .tag("part", part)
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(registry);
    }

    /**
     * The newest messages that fit, newest first.
     *
     * @param after those older than this one; empty for the very newest
     * @param most at most so many
     * @throws SearchUnavailable when this node's index is not open
     */
    public List<ChatPlace> newest(ChatQuestion question, Optional<ChatPlace> after, int most) {
        return timed(newest, index -> index.newest(question, after, most));
    }

    /**
     * Exactly how many fit.
     *
     * @throws SearchUnavailable when this node's index is not open
     */
    public long count(ChatQuestion question) {
        return timed(counting, index -> index.count(question));
    }

    public IndexProgress progress() {
        return keeper.progress();
    }

    private <T> T timed(Timer timer, NodeIndex.Search<T> search) {
        NodeIndex index = keeper.index().orElseThrow(SearchUnavailable::new);
        long begin = System.nanoTime();
        try {
            return index.search(search);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            timer.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        }
    }
}
