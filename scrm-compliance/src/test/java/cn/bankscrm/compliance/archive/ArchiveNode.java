package cn.bankscrm.compliance.archive;

import cn.bankscrm.db.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The archive's parts of one node, put together without a container; the database is shared. */
final class ArchiveNode {

    static final Duration LEASE = Duration.ofMinutes(2);
    private static final AtomicInteger NODES = new AtomicInteger();

    final JdbcClient db;
    final ArchiveCursor cursor;
    final ArchivePages pages;
    final ArchiveGaps gaps;
    final RecordRows rows;
    final MessageWriting writing;
    final ChatMessages messages;
    final ChatConsents consents;
    final ArchiveReaders readers;
    final TestCipher cipher = new TestCipher();
    final List<ChatArchived> heard = new ArrayList<>();
    final String name = "node" + NODES.incrementAndGet();

    ArchiveNode(HikariDataSource source, Clock clock) {
        this(source, clock, transactions -> transactions);
    }

    ArchiveNode(HikariDataSource source, Clock clock, UnaryOperator<PlatformTransactionManager> wrapping) {
        PlatformTransactionManager transactions = wrapping.apply(new JdbcTransactionManager(source));
        JdbcTemplate template = new JdbcTemplate(source);
        db = JdbcClient.create(template);
        rows = new RecordRows(db);
        cursor = new ArchiveCursor(db, rows, transactions, clock);
        pages = new ArchivePages(db, clock);
        gaps = new ArchiveGaps(db, rows, transactions, clock);
        consents = new ChatConsents(db);
        writing = new MessageWriting(
                template,
                new ConversationRows(db),
                new ByTheirLooks(),
                new ChatSideRows(template, consents, cipher, clock),
                cipher,
                transactions);
        messages = new ChatMessages(db, cipher);
        readers = new ArchiveReaders(db);
    }

    static HikariDataSource database() {
        TestDatabase database = TestDatabase.fresh();
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(database.url());
        source.setUsername(database.username());
        source.setPassword(database.password());
        source.setMaximumPoolSize(6);
        return source;
    }

    RecordReading reading(ChatArchiveSource source, Map<Integer, String> keys) {
        return new RecordReading(pages, writing, new PrivateKeys(keys), source, LEASE, heard::add);
    }

    ArchivePulling.Pulled pull(ChatArchiveSource source) {
        return new ArchivePulling(cursor, source, LEASE).pullOnce(name);
    }

    void pullAll(ChatArchiveSource source) {
        while (!pull(source).drained()) {
            // the next page
        }
    }

    void readAll(ChatArchiveSource source, Map<Integer, String> keys) {
        RecordReading reading = reading(source, keys);
        while (reading.readOnce(name)) {
            // the next page
        }
    }

    long count(String from) {
        return db.sql("select count(*) from " + from).query(Long.class).single();
    }

    /** Nobody is registered: ids are told by how they look, and are numbered as they come. */
    private static final class ByTheirLooks implements People {

        private final Map<String, Long> staff = new HashMap<>();
        private final Map<String, Long> contacts = new HashMap<>();

        @Override
        public synchronized Known find(Set<String> ids) {
            for (String id : ids) {
                Map<String, Long> kind = Known.looksExternal(id) ? contacts : staff;
                kind.computeIfAbsent(Known.looksExternal(id) ? id : Known.key(id), key ->
                        (long) Math.floorMod(key.hashCode(), 1_000_000));
            }
            return new Known(staff, contacts);
        }
    }
}
