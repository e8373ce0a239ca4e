package cn.bankscrm.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class EvidenceChainTests {

    private final EvidenceFixture chain = new EvidenceFixture();

    @Test
    void chainsWhatBecomesVisibleLateBehindWhatCameBefore() throws SQLException {
        try (Connection slow = chain.database.getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("""
                    insert into core.audit_entry (at, actor_kind, actor, action, subject_kind, subject_id)
                    values (now(), 'ACCOUNT', 'slow', 'CUSTOMER_OPENED', 'CUSTOMER', 'C1')
                    """);
            chain.audits(3);
            chain.chainAll();
            slow.commit();
        }
        chain.chainAll();

        assertThat(chained()).containsExactly(2L, 3L, 4L, 1L);
        assertThat(chain.verify().breaks()).isEmpty();
    }

    @Test
    void leavesOutWhatWasRolledBack() throws SQLException {
        try (Connection undone = chain.database.getConnection();
                Statement statement = undone.createStatement()) {
            undone.setAutoCommit(false);
            statement.execute("""
                    insert into core.audit_entry (at, actor_kind, actor, action, subject_kind, subject_id)
                    values (now(), 'ACCOUNT', 'undone', 'CUSTOMER_OPENED', 'CUSTOMER', 'C1')
                    """);
            undone.rollback();
        }
        chain.audits(1);
        chain.chainAll();

        assertThat(chained()).containsExactly(2L);
        assertThat(chain.verify().breaks()).isEmpty();
    }

    @Test
    void twoNodesMakeOneChainWithoutAGap() throws Exception {
        chain.audits(12_000);
        CountDownLatch both = new CountDownLatch(2);
        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            List<Future<?>> runs = List.of(nodes.submit(() -> work(both)), nodes.submit(() -> work(both)));
            for (Future<?> run : runs) {
                run.get();
            }
        }
        chain.chainAll();

        VerificationReport report = chain.verify();
        assertThat(report.breaks()).isEmpty();
        assertThat(report.entries()).isEqualTo(12_000);
    }

    private void work(CountDownLatch both) {
        EvidenceChain node = chain.chain();
        both.countDown();
        for (int i = 0; i < 20; i++) {
            node.chainSome();
        }
    }

    @Test
    void sealsADayWhenTheNextOneBeginsAndCountsNoEmptyOnes() {
        chain.audits(2);
        chain.endDay();
        chain.clock.move(Duration.ofDays(3));
        chain.chainAll();
        chain.messages(2);
        chain.endDay();

        List<StoredDay> days = StoredDay.sealed(chain.db);
        assertThat(days).extracting(day -> day.statement().number()).containsExactly(1L, 2L);
        assertThat(days.get(1).statement().day())
                .isEqualTo(days.getFirst().statement().day().plusDays(4));
        assertThat(chain.verify().breaks()).isEmpty();
        assertThat(chain.verify().lastSealed()).contains(days.get(1).statement().day());
    }

    @Test
    void goesOnWithSm3FromTheNextDay() {
        chain.audits(3);
        chain.chain(DigestAlgorithm.SHA_256, chain.keys).chainSome();
        chain.clock.move(Duration.ofDays(1));
        EvidenceChain changed = chain.chain(DigestAlgorithm.SM3, chain.keys);
        chain.messages(3);
        changed.chainSome();
        chain.clock.move(Duration.ofDays(1));
        changed.chainSome();

        assertThat(StoredDay.sealed(chain.db))
                .extracting(day -> day.statement().algorithm())
                .containsExactly(DigestAlgorithm.SHA_256, DigestAlgorithm.SM3);
        assertThat(chain.verify().breaks()).isEmpty();
        chain.tamper("update compliance.chat_message set from_id = 'x' where seq = 2");
        assertThat(chain.verify().breaks())
                .singleElement()
                .satisfies(found -> assertThat(found.id()).isEqualTo(2));
    }

    @Test
    void goesOnWithARotatedKeyAndLeavesTheChainToThoseWhoHaveTheKey() {
        chain.audits(1);
        chain.chainAll();
        chain.audits(1);
        chain.chain(DigestAlgorithm.SHA_256, EvidenceKeys.generate()).chainSome();
        assertThat(chain.verify().waiting())
                .as("a stranger's key signs nothing")
                .isEqualTo(1);
        assertThat(chain.meters.get("scrm.evidence.key.missing").gauge().value())
                .isEqualTo(1);

        EvidenceKeys rotated = EvidenceKeys.parse(chain.keys.rotated().write());
        chain.chain(DigestAlgorithm.SHA_256, rotated).chainSome();

        assertThat(rotated.current()).isNotEqualTo(chain.keys.current());
        VerificationReport report = chain.verify(KnownKeys.trusted(rotated.publicKeys()));
        assertThat(report.breaks()).isEmpty();
        assertThat(report.waiting()).isZero();
    }

    @Test
    void theDatabaseRefusesToDeleteWhatHasNoProofOfDeletion() {
        chain.audits(1);
        chain.messages(1);
        chain.chainAll();

        for (String sql : List.of(
                "delete from core.audit_entry",
                "delete from compliance.chat_message",
                "update core.audit_entry set reason = 'x'",
                "update compliance.chat_message set from_id = 'x'",
                "delete from compliance.evidence_leaf",
                "update compliance.evidence_leaf set place = 2")) {
            assertThatThrownBy(() -> chain.db.sql(sql).update()).isInstanceOf(DataAccessException.class);
        }
        assertThat(chain.verify().breaks()).isEmpty();
    }

    private List<Long> chained() {
        return chain.db
                .sql("select record_id from compliance.evidence_leaf order by place")
                .query((row, number) -> row.getLong(1))
                .list();
    }
}
