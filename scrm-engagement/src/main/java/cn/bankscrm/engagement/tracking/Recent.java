package cn.bankscrm.engagement.tracking;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was read a short while ago, so that a page that thousands open at once is not read thousands of times. */
final class Recent<K, V> {

    private final Map<K, Kept<V>> kept;
    private final Duration life;
    private final Clock clock;

    private record Kept<V>(Optional<V> value, long until) {}

    /**
     * @param life how old an answer may be
     * @param most of so many keys; the one unused for longest is forgotten
     */
    Recent(Duration life, int most, Clock clock) {
        this.life = life;
        this.clock = clock;
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) {
                return size() > most;
            }
        };
    }

    /** What was read at most a life ago, or is read now; that there is nothing is kept as long. */
    Optional<V> get(K key, Function<K, Optional<V>> read) {
        long now = clock.millis();
        Kept<V> known = known(key);
        if (known != null && known.until > now) {
            return known.value;
        }
        Optional<V> value = read.apply(key);
        synchronized (kept) {
            kept.put(key, new Kept<>(value, now + life.toMillis()));
        }
        return value;
    }

    private @Nullable Kept<V> known(K key) {
        synchronized (kept) {
            return kept.get(key);
        }
    }
}
