package cn.bankscrm.compliance.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index that this node searches, and while it is made anew the one that will take its place. Nodes that share a
 * data folder have a numbered folder each: the first one that no other process holds.
 */
final class NodeIndex implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeIndex.class);

    private static final int MOST_NODES = 64;

    /** Somebody asks for a new index by making a file of this name; see docs/archive-search.md. */
    private static final String ASKED = "rebuild";

    private final Path folder;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private ChatIndex live;
    private @Nullable ChatIndex next;

    private NodeIndex(Path folder) throws IOException {
        this.folder = folder;
        if (!Files.exists(live()) && Files.exists(next())) {
            // killed in the middle of the exchange
            Files.move(next(), live());
        }
        live = openOrBegin(live());
        if (Files.exists(next())) {
            try {
                next = openOrBegin(next());
            } catch (IOException | RuntimeException e) {
                live.close();
                throw e;
            }
        }
    }

    /** @param folder of the indexes of all nodes */
    static NodeIndex open(Path folder) throws IOException {
        for (int node = 1; node <= MOST_NODES; node++) {
            Path own = Files.createDirectories(folder.resolve(Integer.toString(node)));
            try {
                return new NodeIndex(own);
            } catch (LockObtainFailedException held) {
                log.debug("Another process holds index {}", node);
            }
        }
        throw new IOException("All " + MOST_NODES + " indexes are held by other processes");
    }

    private static ChatIndex openOrBegin(Path folder) throws IOException {
        try {
            return ChatIndex.open(folder);
        } catch (UnusableIndex unusable) {
            log.atWarn().setCause(unusable).log("The index of chats is made anew");
            delete(folder);
            return ChatIndex.open(folder);
        }
    }

    private Path live() {
        return folder.resolve("live");
    }

    private Path next() {
        return folder.resolve("next");
    }

    /** What is searched. */
    <T> T search(Search<T> search) throws IOException {
        lock.readLock().lock();
        try {
            return search.in(live);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** For the one thread that adds to the indexes. */
    List<ChatIndex> toKeepUp() {
        return Stream.concat(Stream.of(live), Stream.ofNullable(next)).toList();
    }

    Optional<ChatIndex> underWay() {
        lock.readLock().lock();
        try {
            return Optional.ofNullable(next);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Begins a new index beside the one that is searched, when somebody asked for that. */
    void beginIfAsked() throws IOException {
        if (next == null && Files.deleteIfExists(folder.resolve(ASKED))) {
            log.info("The index of chats is made anew beside the present one, which is searched meanwhile");
            ChatIndex begun = openOrBegin(next());
            lock.writeLock().lock();
            try {
                next = begun;
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    /** An index that has read further than the archive reaches is that of another archive: a backup was restored. */
    void beginAgainWhenAheadOf(long last) throws IOException {
        if (toKeepUp().stream().allMatch(index -> index.place() <= last)) {
            return;
        }
        log.warn("The index of chats is ahead of the archive and is made anew");
        lock.writeLock().lock();
        try {
            close();
            delete(live());
            if (Files.exists(next())) {
                delete(next());
            }
            live = ChatIndex.open(live());
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The new index, which has everything now, takes the place of the other. */
    void exchange() throws IOException {
        lock.writeLock().lock();
        try {
            ChatIndex made = next;
            if (made == null) {
                throw new IllegalStateException("No index is under way");
            }
            made.commit();
            made.close();
            next = null;
            live.close();
            delete(live());
            Files.move(next(), live());
            live = ChatIndex.open(live());
        } finally {
            lock.writeLock().unlock();
        }
        log.info("The new index of chats is in use");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What was not committed is dropped. */
    @Override
    public void close() throws IOException {
        lock.writeLock().lock();
        try {
            ChatIndex made = next;
            next = null;
            IOUtils.close(live, made);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What somebody looks for in an index that stays open meanwhile. */
    @FunctionalInterface
    interface Search<T> {
        T in(ChatIndex index) throws IOException;
    }
}
