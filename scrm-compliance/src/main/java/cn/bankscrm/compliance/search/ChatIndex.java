package cn.bankscrm.compliance.search;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.store.FSDirectory;

/**
 * An index of messages in a folder. Messages are added in the order of the archive by one thread, searched by any.
 *
 * <p>How far the archive has been read is kept with the very commit that holds what was read: a process that is killed
 * comes back with both as they were at the last commit, so that nothing is missing and nothing is there twice.
 */
public final class ChatIndex implements Closeable {

    private static final String PLACE = "place";
    private static final String FORMAT = "format";
    private static final String REMOVED = "removed";
    private static final String PICTURED = "pictured";

    /** Another number wherever terms or fields become different: an older index is then of no use. */
    private static final String THIS_FORMAT = "1";

    private static final double BUFFER_MB = 48;

    private final FSDirectory folder;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final MessageDocument document = new MessageDocument();
    private long place;
    private long committed;
    private long removed;
    private long pictured;

    private ChatIndex(FSDirectory folder) throws IOException {
        this.folder = folder;
        if (DirectoryReader.indexExists(folder)) {
            readPlaces();
        }
        committed = place;
        writer = new IndexWriter(
                folder,
                new IndexWriterConfig()
                        .setIndexSort(MessageDocument.NEWEST_FIRST)
                        .setRAMBufferSizeMB(BUFFER_MB)
                        .setCommitOnClose(false));
        searchers = new SearcherManager(writer, new SearcherFactory());
    }

    /**
     * Opens the index of a folder, or begins one.
     *
     * @throws UnusableIndex when what lies there cannot be read, or was written by another version
     * @throws org.apache.lucene.store.LockObtainFailedException when another process has it open
     */
    public static ChatIndex open(Path folder) throws IOException {
        FSDirectory files = FSDirectory.open(folder);
        try {
            return new ChatIndex(files);
        } catch (IOException | RuntimeException e) {
            files.close();
            throw UnusableIndex.orAsItIs(e);
        }
    }

    private void readPlaces() throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(folder)) {
            Map<String, String> kept = reader.getIndexCommit().getUserData();
            String reached = kept.get(PLACE);
            if (reached == null || !THIS_FORMAT.equals(kept.get(FORMAT))) {
                throw new UnusableIndex("It has the format " + kept.get(FORMAT));
            }
            place = Long.parseLong(reached);
            removed = Long.parseLong(kept.getOrDefault(REMOVED, "0"));
            pictured = Long.parseLong(kept.getOrDefault(PICTURED, "0"));
        }
    }

    /** @param read how far the archive has been read with these messages: the highest running number */
    public void add(Collection<IndexedMessage> messages, long read) throws IOException {
        for (IndexedMessage message : messages) {
            writer.addDocument(document.of(message));
        }
        place = read;
    }

    /**
     * Takes out messages that the archive no longer has.
     *
     * @param seqs their running numbers
     * @param run the run of deletions that they are of: all up to it have been followed then
     */
    public void remove(Collection<Long> seqs, long run) throws IOException {
        if (!seqs.isEmpty()) {
            writer.deleteDocuments(ChatQueries.numbered(seqs));
        }
        removed = run;
    }

    /** The last run of deletions that was followed. */
    public long removed() {
        return removed;
    }

    /**
     * Puts messages in the place of what the index has of them, since what is written in their pictures is known now.
     *
     * @param told the number of the last picture's text: all up to it have been followed then
     */
    public void replace(Collection<IndexedMessage> messages, long told) throws IOException {
        if (!messages.isEmpty()) {
            writer.deleteDocuments(ChatQueries.these(messages));
            for (IndexedMessage message : messages) {
                writer.addDocument(document.of(message));
            }
        }
        pictured = told;
    }

    /** The last text of a picture that was followed. */
    public long pictured() {
        return pictured;
    }

    /** Makes what was added so far last, and its place with it. */
    public void commit() throws IOException {
        if (committed == place && !writer.hasUncommittedChanges()) {
            return;
        }
        writer.setLiveCommitData(Map.of(
                        PLACE,
                        Long.toString(place),
                        REMOVED,
                        Long.toString(removed),
                        PICTURED,
                        Long.toString(pictured),
                        FORMAT,
                        THIS_FORMAT)
                .entrySet());
        writer.commit();
        committed = place;
    }

    /** Lets searches see what was added so far. */
    public void refresh() throws IOException {
        searchers.maybeRefresh();
    }

    /** How far the archive has been read; 0 at the beginning. */
    public long place() {
        return place;
    }

    /** How far it would be read after a kill. */
    public long committedPlace() {
        return committed;
    }

    /**
     * The newest messages that fit.
     *
     * @param after those older than this one; empty for the very newest
     * @param most at most so many
     */
    public List<ChatPlace> newest(ChatQuestion question, Optional<ChatPlace> after, int most) throws IOException {
        return searching(searcher -> {
            Query query = ChatQueries.of(question, after);
            FieldDoc last = after.map(place -> new FieldDoc(
                            Integer.MAX_VALUE, 0f, new Object[] {place.at().toEpochMilli(), place.seq()}))
                    .orElse(null);
            TopFieldDocs found = searcher.search(
                    query, new TopFieldCollectorManager(MessageDocument.NEWEST_FIRST, most, last, most));
            List<ChatPlace> places = new ArrayList<>(found.scoreDocs.length);
            for (ScoreDoc each : found.scoreDocs) {
                places.add(ChatQueries.place((FieldDoc) each));
            }
            return places;
        });
    }

    /** Exactly how many fit. */
    public long count(ChatQuestion question) throws IOException {
        return searching(searcher -> (long) searcher.count(ChatQueries.of(question, Optional.empty())));
    }

    /** All messages that can be found. */
    public long messages() throws IOException {
        return searching(searcher -> (long) searcher.getIndexReader().numDocs());
    }

    /** What it takes on disk. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (String file : folder.listAll()) {
            bytes += folder.fileLength(file);
        }
        return bytes;
    }

    private <T> T searching(Search<T> search) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return search.with(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    /** What somebody does with a searcher that stays as it is meanwhile. */
    @FunctionalInterface
    private interface Search<T> {
        T with(IndexSearcher searcher) throws IOException;
    }

    /** What was not committed is dropped, as after a kill. */
    @Override
    public void close() throws IOException {
        try (folder) {
            searchers.close();
            writer.rollback();
        }
    }
}
