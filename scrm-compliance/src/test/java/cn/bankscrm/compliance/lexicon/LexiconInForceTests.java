package cn.bankscrm.compliance.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.ComplianceNode;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.core.worker.DatabaseNotices;
import cn.bankscrm.core.worker.Pace;
import cn.bankscrm.db.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The version in force on two nodes that look by themselves but once an hour: what they know, they were told. */
class LexiconInForceTests {

    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    private Path data;

    private final AdjustableClock clock = new AdjustableClock();
    private final TestDatabase database = TestDatabase.fresh();
    private ComplianceNode node;
    private List<Told> nodes;

    /** A node's lexicon and its ear. */
    private final class Told {

        private final LexiconInForce inForce =
                new LexiconInForce(node.get(LexiconQueries.class), clock, Pace.every(Duration.ofHours(1)));
        private final DatabaseNotices notices = new DatabaseNotices("lexicon", database.dataSource(), inForce::wake);
    }

    @BeforeEach
    void start() {
        node = new ComplianceNode(database, data, clock);
        nodes = List.of(new Told(), new Told());
        nodes.forEach(each -> {
            each.inForce.start();
            each.notices.start();
        });
    }

    @AfterEach
    void end() {
        nodes.forEach(each -> {
            each.notices.stop();
            each.inForce.stop();
        });
        node.close();
    }

    @Test
    void isTheOneThatWasPublishedWithinTwoSeconds() {
        assertInForceOnBoth(published("保本"));
        assertInForceOnBoth(published("稳赚不赔"));
    }

    @Test
    void isSoAlsoWhenNobodyListenedWhileItWasPublished() {
        assertInForceOnBoth(published("保本"));
        assertThat(endListening()).isGreaterThanOrEqualTo(2);
        assertInForceOnBoth(published("稳赚不赔"));
        assertInForceOnBoth(published("刚性兑付"));
    }

    private VersionNumber published(String term) {
        LexiconDrafts drafts = node.get(LexiconDrafts.class);
        LexiconEntry entry = new LexiconEntry(Phrase.literal(term), Level.BLOCK, "承诺收益");
        VersionNumber draft = drafts.draft(List.of(new LexiconLine(entry, "", null, null)), "测试", "anna");
        assertThat(drafts.publish(draft, null, "boris")).isInstanceOf(Publication.Published.class);
        return draft;
    }

    private void assertInForceOnBoth(VersionNumber version) {
        for (Told each : nodes) {
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(SOON)
                    .until(() -> each.inForce
                            .get()
                            .filter(built -> built.version().equals(version))
                            .isPresent());
        }
    }

    private long endListening() {
        return JdbcClient.create(database.dataSource())
                .sql("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid() and query = 'listen lexicon'
                        """)
                .query(Long.class)
                .single();
    }
}
