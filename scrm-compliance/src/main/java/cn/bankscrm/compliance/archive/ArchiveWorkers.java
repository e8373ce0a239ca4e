package cn.bankscrm.compliance.archive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The threads of this node that work for the archive: one pulls (one node at a time does), some read pages, some fetch
 * files. A node that pulls need not be the one that reads.
 */
@Component
class ArchiveWorkers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ArchiveWorkers.class);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChatArchive archive;
    private final MediaFetching media;
    private final ArchiveProperties properties;
    private final ArchiveBell bell;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    ArchiveWorkers(ChatArchive archive, MediaFetching media, ArchiveProperties properties, ArchiveBell bell) {
        this.archive = archive;
        this.media = media;
        this.properties = properties;
        this.bell = bell;
    }

    /** What a thread does again and again. */
    private interface Step {
        void take() throws InterruptedException;
    }

    @Override
    public void start() {
        running = true;
        archive.source().ifPresent(source -> {
            begin("archive-pull", () -> pull(source));
            for (int i = 1; i <= properties.readers(); i++) {
                RecordReading reading = archive.reading(source);
                String worker = archive.node() + ":" + i;
                begin("archive-read-" + i, () -> restUnless(reading.readOnce(worker)));
            }
            for (int i = 1; i <= properties.fetchers(); i++) {
                String worker = archive.node() + ":m" + i;
                begin("archive-media-" + i, () -> restUnless(media.fetchOnce(source, worker)));
            }
            begin("archive-again", () -> {
                archive.readAgain();
                Thread.sleep(Duration.ofDays(1));
            });
        });
    }

    private void begin(String name, Step step) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(() -> run(name, step)));
    }

    private void run(String name, Step step) {
        while (running) {
            try {
                step.take();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // the outermost loop: without WeCom or the database there is nothing to do but to look again
                log.atWarn()
                        .addKeyValue("thread", name)
                        .addKeyValue(
                                "failure",
                                e instanceof ArchiveSourceFailure
                                        ? e.getMessage()
                                        : e.getClass().getSimpleName())
                        .log("The chat archive met trouble; it goes on");
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void pull(ChatArchiveSource source) throws InterruptedException {
        if (!archive.pullOnce(source) && !archive.askForGap(source)) {
            bell.await(properties.pullEvery());
        }
    }

    private static void restUnless(boolean worked) throws InterruptedException {
        if (!worked) {
            Thread.sleep(LOOK);
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(AFTER_TROUBLE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What is under way is repeated by whoever comes next: nothing waits for it. */
    @Override
    public void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
