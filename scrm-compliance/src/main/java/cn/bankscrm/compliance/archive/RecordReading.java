package cn.bankscrm.compliance.archive;

import cn.bankscrm.compliance.archive.ArchivePages.Page;
import cn.bankscrm.compliance.archive.ArchivePages.Waiting;
import cn.bankscrm.compliance.archive.ChatArchiveSource.Opened;
import cn.bankscrm.compliance.archive.ChatArchiveSource.Sealed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Reads one page: leases it, opens its records outside any transaction, writes them. A record that cannot be opened, or
 * that the database refuses, is set aside with a word why and holds up no other.
 */
final class RecordReading {

    private static final Logger log = LoggerFactory.getLogger(RecordReading.class);

    private final ArchivePages pages;
    private final MessageWriting writing;
    private final PrivateKeys keys;
    private final ChatArchiveSource source;
    private final Duration lease;
    private final Consumer<ChatArchived> archived;

    /** @param archived is told of every batch after its commit */
    RecordReading(
            ArchivePages pages,
            MessageWriting writing,
            PrivateKeys keys,
            ChatArchiveSource source,
            Duration lease,
            Consumer<ChatArchived> archived) {
        this.pages = pages;
        this.writing = writing;
        this.keys = keys;
        this.source = source;
        this.lease = lease;
        this.archived = archived;
    }

    /**
     * @param worker who holds the lease; reads one page at a time
     * @return whether there was a page to read
     */
    boolean readOnce(String worker) {
        Optional<Page> leased = pages.lease(worker, keys.versions(), lease);
        if (leased.isEmpty()) {
            return false;
        }
        Page page = leased.get();
        try {
            read(page);
            pages.finish(page, worker);
        } catch (LeaseLost e) {
            // what another node read is read; what it did not is looked for again
            pages.release(page, worker);
        } catch (ArchiveSourceFailure e) {
            log.atWarn()
                    .addKeyValue("page", page.id())
                    .addKeyValue("failure", e.getMessage())
                    .log("A page of the chat archive could not be read now; it will be tried again");
            pages.putOff(page, worker);
        } catch (RuntimeException e) {
            pages.putOff(page, worker);
            throw e;
        }
        return true;
    }

    private void read(Page page) {
        List<Waiting> waiting = pages.waiting(page, keys.versions());
        Map<Long, String> unreadable = new TreeMap<>();
        List<ReadRecord> read = open(waiting, unreadable);
        write(read, unreadable);
        if (!unreadable.isEmpty()) {
            writing.unreadable(unreadable);
            log.atWarn()
                    .addKeyValue("records", unreadable.size())
                    .addKeyValue("firstSeq", unreadable.keySet().iterator().next())
                    .log("Records of the chat archive cannot be read; their ciphertext is kept");
        }
    }

    private List<ReadRecord> open(List<Waiting> waiting, Map<Long, String> unreadable) {
        List<Waiting> asked = new ArrayList<>();
        List<Sealed> sealed = new ArrayList<>();
        for (Waiting entry : waiting) {
            keys.open(entry.keyVersion(), entry.randomKey())
                    .ifPresentOrElse(
                            key -> {
                                asked.add(entry);
                                sealed.add(new Sealed(key, entry.ciphertext()));
                            },
                            () -> unreadable.put(entry.seq(), "KEY"));
        }
        List<Opened> opened = sealed.isEmpty() ? List.of() : source.open(sealed);
        if (opened.size() != asked.size()) {
            throw new ArchiveSourceFailure(ArchiveSourceFailure.Kind.MALFORMED, 0);
        }
        List<ReadRecord> read = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Waiting entry = asked.get(i);
            switch (opened.get(i)) {
                case Opened.Message(String json) ->
                    MessageJson.read(json)
                            .ifPresentOrElse(
                                    message -> read.add(new ReadRecord(
                                            entry.seq(), entry.msgId(), entry.receivedAt(), json, message)),
                                    () -> unreadable.put(entry.seq(), "NO_JSON"));
                case Opened.Refused(int code) -> unreadable.put(entry.seq(), "CODE_" + code);
            }
        }
        return read;
    }

    /** Halves what the database refuses until the record at fault stands alone. */
    private void write(List<ReadRecord> records, Map<Long, String> unreadable) {
        if (records.isEmpty()) {
            return;
        }
        ChatArchived written;
        try {
            written = writing.write(records);
        } catch (LeaseLost
                | TransientDataAccessException
                | DataAccessResourceFailureException
                | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            if (records.size() == 1) {
                unreadable.put(records.getFirst().seq(), "FAULT");
                return;
            }
            int half = records.size() / 2;
            write(records.subList(0, half), unreadable);
            write(records.subList(half, records.size()), unreadable);
            return;
        }
        tell(written);
    }

    /** What a listener does wrong is no matter of the archive: it has a place of its own to go on from. */
    private void tell(ChatArchived written) {
        try {
            archived.accept(written);
        } catch (RuntimeException e) {
            log.error("A listener failed on newly archived messages; it goes on from its own place", e);
        }
    }
}
