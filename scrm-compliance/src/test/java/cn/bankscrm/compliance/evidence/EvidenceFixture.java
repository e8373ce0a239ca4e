package cn.bankscrm.compliance.evidence;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.TestCipher;
import cn.bankscrm.db.TestDatabase;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The chain on a database of its own, wired by hand, at a clock that can be moved on. */
final class EvidenceFixture {

    static final FieldCipher CIPHER = TestCipher.get();

    final TestDatabase testDatabase = TestDatabase.fresh();
    final DataSource database = pool(testDatabase);
    final JdbcClient db = JdbcClient.create(database);
    final JdbcTransactionManager transactions = new JdbcTransactionManager(database);
    final MovableClock clock = new MovableClock();
    final EvidenceKeys keys = EvidenceKeys.generate();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final EvidenceMetrics metrics = new EvidenceMetrics(meters);

    private static DataSource pool(TestDatabase database) {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(database.dataSource());
        pool.setMaximumPoolSize(5);
        pool.setMinimumIdle(0);
        return new HikariDataSource(pool);
    }

    EvidenceChain chain() {
        return chain(DigestAlgorithm.SHA_256, keys);
    }

    EvidenceChain chain(DigestAlgorithm algorithm, EvidenceKeys signing) {
        return new EvidenceChain(
                db,
                transactions,
                signing,
                new EvidenceProperties(null, algorithm, Map.of()),
                new MessageOrigin(db, CIPHER),
                metrics,
                clock);
    }

    void chainAll() {
        EvidenceChain chain = chain();
        boolean more = true;
        while (more) {
            more = chain.chainSome();
        }
    }

    /** Chains what there is, and seals the day by letting the next one begin. */
    void endDay() {
        chainAll();
        clock.move(Duration.ofDays(1));
        chainAll();
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    VerificationReport verify() {
        return verify(KnownKeys.trusted(keys.publicKeys()));
    }

    VerificationReport verify(KnownKeys known) {
        return new ChainVerification(db, known, clock.getZone()).verify(null, null);
    }

    /** Audit entries as the platform writes them. */
    void audits(int count) {
        db.sql("""
                        insert into core.audit_entry (at, actor_kind, actor, address, action, subject_kind, subject_id, reason, details)
                        select clock_timestamp(), 'ACCOUNT', 'officer', '10.0.0.1', 'CUSTOMER_OPENED', 'CUSTOMER', 'C' || n, '投诉核查 ' || n,
                            jsonb_build_object('n', n)
                        from generate_series(1, :count) n
                        """).param("count", count).update();
    }

    /** Steps of one case, as the platform writes them. */
    void caseSteps(int count) {
        db.sql("""
                        insert into compliance.case_file (level, state, opened_by, opened_at, due_at, escalate_at)
                        select 'HIGH', 'OPEN', 'officer', now(), now(), now()
                        where not exists (select from compliance.case_file)
                        """).update();
        db.sql("""
                        insert into compliance.case_step (case_id, at, by, step, state, facts, note_enc)
                        select f.id, clock_timestamp(), 'officer', 'NOTE', 'OPEN', jsonb_build_object('n', n), '\\x0102'
                        from compliance.case_file f, generate_series(1, :count) n
                        """).param("count", count).update();
    }

    /** Verdicts that let nothing pass. */
    void verdicts(int count) {
        db.sql("""
                        insert into compliance.verdict (at, outlet, lexicon_version, verdict, text_digest, text_length, hits, actor)
                        select clock_timestamp(), 'CHAT', 1, 'BLOCK', '\\x01', n, '[]', 'robot' from generate_series(1, :count) n
                        """).param("count", count).update();
    }

    List<Long> auditIds() {
        return db.sql("select id from core.audit_entry order by id")
                .query((row, number) -> row.getLong(1))
                .list();
    }

    /** Messages of one conversation, numbered on from what is there, as the archive writes them. */
    void messages(int count) {
        long conversation = conversation();
        long first = db.sql("select coalesce(max(seq), 0) + 1 from compliance.archive_record")
                .query(Long.class)
                .single();
        for (long seq = first; seq < first + count; seq++) {
            message(seq, conversation, "你好,第 " + seq + " 条", clock.instant());
        }
    }

    long conversation() {
        db.sql("""
                        insert into compliance.conversation (key, kind, staff_id, contact_id, last_at)
                        values ('single:zhangsan:wm1', 'SINGLE', 1, 2, now()) on conflict (key) do nothing
                        """).update();
        return db.sql("select id from compliance.conversation where key = 'single:zhangsan:wm1'")
                .query(Long.class)
                .single();
    }

    void message(long seq, long conversation, String text, Instant at) {
        String raw = "{\"msgid\":\"m%d\",\"action\":\"send\",\"text\":{\"content\":\"%s\"}}".formatted(seq, text);
        Timestamp time = Timestamp.from(Instant.ofEpochMilli(at.toEpochMilli()));
        db.sql("""
                        insert into compliance.archive_record (seq, msgid, public_key_version, received_at, state, at, place)
                        values (:seq, 'm' || :seq, 1, now(), 'READ', :at, :seq)
                        """).param("seq", seq).param("at", time).update();
        db.sql("""
                        insert into compliance.chat_message
                            (at, seq, msgid, conversation_id, action, from_id, to_ids, staff_id, from_staff, contact_id, kind,
                             text_enc, raw_enc, digest)
                        values (:at, :seq, 'm' || :seq, :conversation, 'SEND', 'zhangsan', '{wm1}', 1, true, 2, 'text',
                            :text, :raw, :digest)
                        """)
                .param("at", time)
                .param("seq", seq)
                .param("conversation", conversation)
                .param("text", CIPHER.encrypt("chat.text", text))
                .param("raw", CIPHER.encrypt("chat.raw", raw))
                .param("digest", DigestAlgorithm.SHA_256.of(raw))
                .update();
    }

    /** What is found after somebody who has the database did this, past every trigger; then it is undone. */
    VerificationReport verifyAfter(String... sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica");
            for (String each : sql) {
                statement.execute(each);
            }
            VerificationReport report = new ChainVerification(
                            JdbcClient.create(new SingleConnectionDataSource(connection, true)),
                            KnownKeys.trusted(keys.publicKeys()),
                            clock.getZone())
                    .verify(null, null);
            connection.rollback();
            return report;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same, to stay. */
    void tamper(String sql) {
        try (Connection connection = testDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
