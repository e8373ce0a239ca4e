package cn.bankscrm.core.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.db.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A month gets its partition before its first row, or takes over what came earlier; shown by the inbox. */
class MonthPartitionsTests {

    private final DataSource source = TestDatabase.fresh().dataSource();
    private final JdbcClient db = JdbcClient.create(source);

    @Test
    void makesThisMonthAndTheNextThreeAndMovesWhatAlreadyCame() {
        arrived("2031-01-15T00:00:00Z", 1);
        arrived("2031-03-31T16:00:00Z", 2); // already April in Shanghai
        arrived("2035-01-01T00:00:00Z", 3);

        createAhead("2030-12-31T16:30:00Z");
        createAhead("2030-12-31T16:30:00Z");

        assertThat(partitionsOf(2031)).containsExactly("inbox_203101", "inbox_203102", "inbox_203103", "inbox_203104");
        assertThat(count("wecom.inbox")).isEqualTo(3);
        assertThat(count("wecom.inbox_203101")).isEqualTo(1);
        assertThat(count("wecom.inbox_203104")).isEqualTo(1);
        assertThat(count("wecom.inbox_other")).isEqualTo(1);
        arrived("2031-02-01T00:00:00Z", 4);
        assertThat(count("wecom.inbox_203102")).isEqualTo(1);
    }

    @Test
    void looksAfterEveryTableThatIsKeptByMonth() {
        createAhead("2031-01-01T00:00:00Z");

        assertThat(db.sql("select count(*) from pg_class where relname ~ '_203101$' and relkind = 'r'")
                        .query(Long.class)
                        .single())
                .isEqualTo(db.sql("select count(*) from pg_partitioned_table where partstrat = 'r'")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    void leavesMonthsThatAreThereAlone() {
        createAhead("2026-11-21T00:00:00Z");

        assertThat(partitionsOf(2026)).hasSize(12);
    }

    @Test
    void movesWhatMayNeverBeDeletedAndLeavesItSo() {
        said("2031-01-15T00:00:00Z", 1);
        said("2035-01-01T00:00:00Z", 2);
        logged("2031-02-28T16:00:00Z"); // already March in Shanghai
        logged("2035-01-01T00:00:00Z");
        long awaiting = count("compliance.evidence_queue");

        createAhead("2030-12-31T16:30:00Z");

        assertThat(count("compliance.chat_message_203101")).isEqualTo(1);
        assertThat(count("compliance.chat_message_other")).isEqualTo(1);
        assertThat(count("core.audit_entry_203103")).isEqualTo(1);
        assertThat(count("core.audit_entry_other")).isEqualTo(1);
        assertThat(count("compliance.evidence_queue"))
                .as("each record awaits its proof once")
                .isEqualTo(awaiting);
        for (String table : List.of("compliance.chat_message", "core.audit_entry")) {
            for (String partition : List.of(table, table + "_other", table + "_203101", table + "_203103")) {
                if (count(partition) > 0) {
                    assertRefused("delete from " + partition);
                    assertRefused("update " + partition + " set at = at + interval '1 second'");
                }
            }
            assertThat(count(table)).isEqualTo(2);
        }
        said("2031-01-16T00:00:00Z", 3);
        assertThat(count("compliance.evidence_queue")).isEqualTo(awaiting + 1);
    }

    private void assertRefused(String change) {
        assertThatThrownBy(() -> db.sql(change).update()).as(change).hasMessageContaining("never changed");
    }

    private void said(String at, int seq) {
        db.sql("""
                        insert into compliance.chat_message
                            (at, seq, msgid, conversation_id, action, from_id, to_ids, from_staff, kind, raw_enc, digest)
                        values (cast(:at as timestamptz), :seq, 'm' || :seq, 1, 'SEND', 'a', '{b}', true, 'text', '\\x00',
                            decode(repeat('00', 32), 'hex'))
                        """).param("at", at).param("seq", seq).update();
    }

    private void logged(String at) {
        db.sql("""
                        insert into core.audit_entry (at, actor_kind, actor, action, subject_kind, subject_id)
                        values (cast(:at as timestamptz), 'SYSTEM', 'test', 'TEST', 'TEST', '1')
                        """).param("at", at).update();
    }

    private void createAhead(String now) {
        Clock clock = Clock.fixed(Instant.parse(now), ZoneId.of("Pacific/Auckland"));
        new MonthPartitions(
                        new JdbcTemplate(source), new TransactionTemplate(new JdbcTransactionManager(source)), clock)
                .createAhead();
    }

    private void arrived(String at, int digest) {
        db.sql("""
                        insert into wecom.inbox (event_at, digest, app, event, relation, payload_enc, received_at, deliveries)
                        values (cast(:at as timestamptz), decode(repeat(:digest, 32), 'hex'), 'customer', 'e', 'r', '', now(), 1)
                        """).param("at", at).param("digest", "0" + digest).update();
    }

    private long count(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }

    private List<String> partitionsOf(int year) {
        return db.sql("""
                        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                        where i.inhparent = 'wecom.inbox'::regclass and c.relname like :name
                        order by c.relname
                        """)
                .param("name", "inbox_" + year + "%")
                .query((row, n) -> String.valueOf(row.getString(1)))
                .list();
    }
}
