package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.core.importing.ImportingBank.Node;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is killed at any point of an import: nothing half is there, and the next one brings it to its end. */
class ResumingTests {

    @TempDir
    Path folder;

    private ImportingBank bank;

    @BeforeEach
    void hasInstitutions() {
        bank = new ImportingBank(folder);
        bank.load(ImportKind.INSTITUTIONS, ImportingBank.reference(ImportKind.INSTITUTIONS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create unlogged table core.import_stage",
                "analyze core.import_stage",
                "insert into core.import_stage",
                "left join core.customer c on",
                "set local work_mem",
                "insert into core.segment (name)",
                "insert into core.customer\n",
                "set status = 'DONE'",
                "commit",
                "drop table if exists"
            })
    void goesOnAfterAKill(String lastWords) throws Exception {
        ImportId id = bank.accept(ImportKind.CUSTOMERS, ImportingBank.reference(ImportKind.CUSTOMERS));
        CutOffDataSource cut = new CutOffDataSource(bank.pool, lastWords);
        Node doomed = bank.node(cut);

        assertThatThrownBy(() -> doomed.carryOut(id))
                .satisfies(e -> assertThat(Stumble.of(e)).isEqualTo(Stumble.DATABASE_LOST));
        assertThat(cut.dead()).isTrue();
        assertThat(bank.count("core.customer")).isIn(0L, 3000L);

        Node next = bank.node();
        next.queue().start();
        try {
            ImportRun run = ended(next, id);
            assertThat(run.status()).isEqualTo(ImportStatus.DONE);
            assertThat(run.applied()).isEqualTo(3000);
            tidied();
        } finally {
            next.queue().stop();
        }
        assertThat(bank.count("core.customer")).isEqualTo(3000);
        assertThat(bank.count("core.segment"))
                .isEqualTo(bank.db
                        .sql("select count(distinct unnest) from (select unnest(segment_ids) from core.customer) s")
                        .query(Long.class)
                        .single());
    }

    @Test
    void letsASecondFileOfTheKindWaitForItsTurn() throws Exception {
        ImportId first = bank.accept(ImportKind.CUSTOMERS, ImportingBank.reference(ImportKind.CUSTOMERS));
        ImportId second = bank.accept(ImportKind.CUSTOMERS, ImportingBank.reference(ImportKind.CUSTOMERS));
        Node node = bank.node();
        node.queue().start();
        try {
            assertThat(ended(node, second).changed()).isZero();
            assertThat(ended(node, first).created()).isEqualTo(3000);
            assertThat(ended(node, first).finishedAt().orElseThrow())
                    .isBeforeOrEqualTo(ended(node, second).finishedAt().orElseThrow());
        } finally {
            node.queue().stop();
        }
    }

    /** The staged rows and the file are gone soon after. */
    private void tidied() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (bank.count("pg_tables where starts_with(tablename, 'import_stage')") > 0 && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(bank.count("pg_tables where starts_with(tablename, 'import_stage')"))
                .isZero();
    }

    private static ImportRun ended(Node node, ImportId id) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            ImportRun run = node.runs().find(id).orElseThrow();
            if (run.status() != ImportStatus.RUNNING) {
                return run;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("The import does not end");
    }
}
