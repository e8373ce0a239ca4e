package cn.bankscrm.wecom.inbox;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.wecom.event.EventFields;
import cn.bankscrm.wecom.event.EventReader;
import cn.bankscrm.wecom.event.MalformedEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Component;

/**
 * Makes events durable, many with one commit: while a writer waits for the disk, the next events gather behind it. An
 * event counts as arrived only when its commit is through.
 */
@Component
public final class DurableInbox implements SmartLifecycle {

    static final String PAYLOAD = "wecom.inbox.payload";

    private static final Logger log = LoggerFactory.getLogger(DurableInbox.class);
    private static final int MOST_AT_ONCE = 512;

    /**
     * Within a second of the arrival the second of the change is over, whatever the clocks say: what is read then holds
     * every change that was told in the same words.
     */
    private static final Duration ITS_SECOND = Duration.ofSeconds(1);

    private final InboxTable table;
    private final InboxBell bell;
    private final FieldCipher cipher;
    private final InboxProperties properties;
    private final BlockingQueue<Arrival> waiting;
    private final Counter repeats;
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean running;

    DurableInbox(
            InboxTable table, InboxBell bell, FieldCipher cipher, InboxProperties properties, MeterRegistry meters) {
        this.table = table;
        this.bell = bell;
        this.cipher = cipher;
        this.properties = properties;
        this.waiting = new ArrayBlockingQueue<>(properties.queue());
        this.repeats = Counter.builder("scrm.wecom.inbox.repeats")
                .description("Deliveries of events that had arrived before")
                .register(meters);
    }

    /**
     * Returns when the event is durable, whether it was new or not.
     *
     * @param app the app it was sent to
     * @param payload the decrypted document
     * @throws MalformedEvent when that is no event; it is not stored
     * @throws InboxUnavailable when it could not be stored in time; it may be stored nevertheless
     */
    public void store(String app, byte[] payload) {
        EventFields fields = EventFields.read(payload);
        store(new Arrival(
                app,
                EventReader.name(fields),
                EventReader.relation(app, fields),
                EventReader.time(fields),
                EventReader.isMereChange(fields) ? ITS_SECOND : Duration.ZERO,
                sha256(payload),
                payload));
    }

    void store(Arrival arrival) {
        if (!running || !waiting.offer(arrival)) {
            throw new InboxUnavailable(running ? "the queue is full" : "the inbox is closed");
        }
        try {
            arrival.stored.get(properties.storeWithin().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            arrival.stored.cancel(false);
            throw new InboxUnavailable("not stored in time");
        } catch (ExecutionException e) {
            throw new InboxUnavailable("not stored");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InboxUnavailable("interrupted");
        }
    }

    private void write() {
        List<Arrival> batch = new ArrayList<>(MOST_AT_ONCE);
        while (running || !waiting.isEmpty()) {
            try {
                Arrival first = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                waiting.drainTo(batch, MOST_AT_ONCE - 1);
                // Whoever waits no longer has told WeCom to send the event again.
                batch.removeIf(arrival -> arrival.stored.isDone());
                store(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                batch.clear();
            }
        }
    }

    private void store(List<Arrival> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            batch.forEach(arrival -> arrival.encrypt(cipher));
            int fresh = table.store(batch);
            repeats.increment(batch.size() - fresh);
            batch.forEach(arrival -> arrival.stored.complete(null));
            if (fresh > 0) {
                bell.ring();
            }
        } catch (RuntimeException e) {
            if (ofOneEvent(e) && batch.size() > 1) {
                // One event must not take the others with it.
                store(batch.subList(0, batch.size() / 2));
                store(batch.subList(batch.size() / 2, batch.size()));
            } else {
                log.atError()
                        .addKeyValue("events", batch.size())
                        .addKeyValue("failure", e.getClass().getSimpleName())
                        .log("Events could not be stored; WeCom will send them again");
                batch.forEach(arrival -> arrival.stored.completeExceptionally(e));
            }
        }
    }

    /** Whether the database refused what it was given, rather than being away or in trouble itself. */
    private static boolean ofOneEvent(RuntimeException e) {
        return e instanceof UncategorizedSQLException
                || (e instanceof NonTransientDataAccessException
                        && !(e instanceof NonTransientDataAccessResourceException));
    }

    private static byte[] sha256(byte[] payload) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JVM lacks SHA-256", e);
        }
    }

    /** A second call does nothing: callbacks may be taken before the rest of the platform starts. */
    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        for (int i = 1; i <= properties.writers(); i++) {
            writers.add(Thread.ofPlatform().daemon().name("inbox-writer-" + i).start(this::write));
        }
    }

    /** Lets the writers finish what was taken in. */
    @Override
    public void stop() {
        running = false;
        for (Thread writer : writers) {
            try {
                writer.join(properties.storeWithin());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        writers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Opens before the web server and closes after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
