package cn.bankscrm.compliance.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the archive fares, for whoever scrapes: {@code scrm.archive.*}; counted at most every few seconds. */
@Component
class ArchiveMeters {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final ArchiveWatch watch;
    private final Clock clock;
    private final Counter pulled;
    private final Counter read;
    private final Counter fetched;
    private @Nullable ArchiveState state;
    private Instant counted = Instant.EPOCH;

    ArchiveMeters(ArchiveWatch watch, MeterRegistry meters, Clock clock) {
        this.watch = watch;
        this.clock = clock;
        this.pulled = Counter.builder("scrm.archive.pulled")
                .description("Records stored as ciphertext")
                .baseUnit("records")
                .register(meters);
        this.read = Counter.builder("scrm.archive.read")
                .description("Messages decrypted and stored")
                .baseUnit("messages")
                .register(meters);
        this.fetched = Counter.builder("scrm.archive.media.fetched")
                .description("Files fetched whole")
                .baseUnit("files")
                .register(meters);
        gauge(
                meters,
                "scrm.archive.behind.seconds",
                "How long WeCom has not been emptied; it drops chats after 5 days",
                s -> s.behind().toSeconds());
        gauge(meters, "scrm.archive.pending", "Records not read yet", ArchiveState::pending);
        gauge(
                meters,
                "scrm.archive.pending.oldest.seconds",
                "How long the oldest of them waits",
                s -> s.oldestPending().toSeconds());
        gauge(meters, "scrm.archive.awaiting.key", "Records whose key is not here", ArchiveState::awaitingKey);
        gauge(meters, "scrm.archive.unreadable", "Records that cannot be read", ArchiveState::unreadable);
        gauge(meters, "scrm.archive.gaps", "Numbers that WeCom left out", ArchiveState::gaps);
        gauge(meters, "scrm.archive.media.pending", "Files to be fetched", ArchiveState::mediaPending);
        gauge(meters, "scrm.archive.media.lost", "Files that can no longer be had", ArchiveState::mediaLost);
    }

    void pulled(int records) {
        pulled.increment(records);
    }

    void read(ChatArchived messages) {
        read.increment(messages.toPlace() - messages.fromPlace() + 1.0);
    }

    void fetched() {
        fetched.increment();
    }

    private void gauge(MeterRegistry meters, String name, String description, ToDoubleFunction<ArchiveState> figure) {
        Gauge.builder(name, () -> figure.applyAsDouble(state()))
                .description(description)
                .register(meters);
    }

    private synchronized ArchiveState state() {
        Instant now = clock.instant();
        ArchiveState known = state;
        if (known == null || now.isAfter(counted.plus(FRESH))) {
            known = watch.state();
            state = known;
            counted = now;
        }
        return known;
    }
}
