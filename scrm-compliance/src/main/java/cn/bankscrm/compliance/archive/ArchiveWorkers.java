package cn.bankscrm.compliance.archive;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The threads of this node that work for the archive: one pulls (one node at a time does), some read pages, some fetch
 * files. A node that pulls need not be the one that reads.
 */
@Component
class ArchiveWorkers implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ChatArchive archive;
    private final MediaFetching media;
    private final ArchiveProperties properties;
    private final ArchiveBell bell;
    private final List<Worker> workers = new ArrayList<>();
    private volatile boolean running;

    ArchiveWorkers(ChatArchive archive, MediaFetching media, ArchiveProperties properties, ArchiveBell bell) {
        this.archive = archive;
        this.media = media;
        this.properties = properties;
        this.bell = bell;
    }

    /** What a thread does again and again, until there is no more. */
    private interface Step {
        boolean take();
    }

    /** Pulls; at first, with the keys that the platform was started with, has what they may open read once more. */
    private final class Pulling implements Step {

        private final ChatArchiveSource source;
        private boolean readAgain;

        Pulling(ChatArchiveSource source) {
            this.source = source;
        }

        @Override
        public boolean take() {
            if (!readAgain) {
                archive.readAgain();
                readAgain = true;
            }
            return archive.pullOnce(source) || archive.askForGap(source);
        }
    }

    /** What it has under way is repeated by whoever comes next: nothing waits for it when the platform stops. */
    private static final class Worker extends BackgroundWorker {

        private final Step step;

        Worker(String name, Duration look, Step step) {
            super(name, Pace.every(look).pausingAtMost(LONGEST_PAUSE).stoppingWithin(Duration.ZERO));
            this.step = step;
        }

        @Override
        protected boolean work() {
            return step.take();
        }

        @Override
        protected boolean mayBeInterrupted() {
            return true;
        }

        /** Without the cause, which might hold what was said in a chat. */
        @Override
        protected void failed(Logger told, RuntimeException failure) {
            told.atWarn()
                    .addKeyValue("thread", Thread.currentThread().getName())
                    .addKeyValue(
                            "failure",
                            failure instanceof ArchiveSourceFailure
                                    ? failure.getMessage()
                                    : failure.getClass().getSimpleName())
                    .log("The chat archive met trouble; it goes on");
        }
    }

    @Override
    public void start() {
        running = true;
        archive.source().ifPresent(source -> {
            Worker puller = begin("archive-pull", properties.pullEvery(), new Pulling(source));
            bell.wakes(puller::wake);
            for (int i = 1; i <= properties.readers(); i++) {
                RecordReading reading = archive.reading(source);
                String worker = archive.node() + ":" + i;
                begin("archive-read-" + i, LOOK, () -> reading.readOnce(worker));
            }
            for (int i = 1; i <= properties.fetchers(); i++) {
                String worker = archive.node() + ":m" + i;
                begin("archive-media-" + i, LOOK, () -> media.fetchOnce(source, worker));
            }
        });
    }

    private Worker begin(String name, Duration look, Step step) {
        Worker worker = new Worker(name, look, step);
        workers.add(worker);
        worker.start();
        return worker;
    }

    @Override
    public void stop() {
        running = false;
        workers.forEach(Worker::stop);
        workers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
