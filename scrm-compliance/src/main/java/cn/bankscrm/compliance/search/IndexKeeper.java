package cn.bankscrm.compliance.search;

import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.archive.ChatMessages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps this node's index up with the archive: page by page in the order in which messages became readable, from the
 * place that was committed with the index. An index that fails (a full disk) is opened again as it was at its last
 * commit.
 */
@Component
class IndexKeeper {

    private static final Logger log = LoggerFactory.getLogger(IndexKeeper.class);

    private static final int PAGE = 2_000;

    /** What would have to be read again after a kill, at most. */
    private static final int COMMIT_AFTER = 50_000;

    private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

    private final ChatMessages archive;
    private final Indexing indexing;
    private final PicturedMessages pictures;
    private final DeletedMessages deletions;
    private final Path folder;
    private volatile @Nullable NodeIndex index;
    private volatile IndexProgress progress = IndexProgress.NOTHING_YET;
    private long lastCommit = System.nanoTime();

    IndexKeeper(
            ChatMessages archive,
            Indexing indexing,
            PicturedMessages pictures,
            DeletedMessages deletions,
            SearchProperties properties) {
        this.archive = archive;
        this.indexing = indexing;
        this.pictures = pictures;
        this.deletions = deletions;
        this.folder = properties.folder();
    }

    /** Empty until it has been opened, and when that failed. */
    Optional<NodeIndex> index() {
        return Optional.ofNullable(index);
    }

    IndexProgress progress() {
        return progress;
    }

    /**
     * Takes up the next messages; for one thread.
     *
     * @return whether there may be more at once
     */
    synchronized boolean work() {
        try {
            NodeIndex mine = opened();
            mine.beginIfAsked();
            long last = archive.lastPlace();
            mine.beginAgainWhenAheadOf(last);
            indexing.ready();
            boolean more = false;
            for (ChatIndex each : mine.toKeepUp()) {
                more |= deletions.follow(each);
                more |= pictures.follow(each);
                more |= advance(each);
            }
            Optional<ChatIndex> made = mine.underWay();
            if (made.isPresent() && made.get().place() >= last) {
                mine.exchange();
            }
            commitInTime(mine);
            progress = IndexProgress.of(mine, Math.max(last, archive.lastPlace()));
            return more;
        } catch (IOException e) {
            letGo();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            letGo();
            throw e;
        }
    }

    private NodeIndex opened() throws IOException {
        NodeIndex open = index;
        if (open == null) {
            open = NodeIndex.open(folder);
            index = open;
        }
        return open;
    }

    private boolean advance(ChatIndex into) throws IOException {
        List<ChatMessage> page = archive.messagesAfter(into.place(), PAGE);
        if (page.isEmpty()) {
            return false;
        }
        into.add(indexing.of(page), page.getLast().place());
        into.refresh();
        if (into.place() - into.committedPlace() >= COMMIT_AFTER) {
            into.commit();
        }
        return page.size() == PAGE;
    }

    private void commitInTime(NodeIndex mine) throws IOException {
        if (System.nanoTime() - lastCommit > COMMIT_EVERY.toNanos()) {
            for (ChatIndex each : mine.toKeepUp()) {
                each.commit();
            }
            lastCommit = System.nanoTime();
        }
    }

    /** Commits and closes; the next round opens it again. */
    synchronized void stop() {
        NodeIndex mine = index;
        if (mine != null) {
            try {
                for (ChatIndex each : mine.toKeepUp()) {
                    each.commit();
                }
            } catch (IOException | RuntimeException e) {
                // nothing is lost: what is not committed is read from the archive again
                log.atWarn().setCause(e).log("The index of chats could not be committed");
            }
        }
        letGo();
    }

    private void letGo() {
        NodeIndex mine = index;
        index = null;
        if (mine != null) {
            try {
                mine.close();
            } catch (IOException | RuntimeException e) {
                log.atWarn().setCause(e).log("The index of chats could not be closed");
            }
        }
    }
}
