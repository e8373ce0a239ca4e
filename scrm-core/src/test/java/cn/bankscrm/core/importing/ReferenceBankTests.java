package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The five files of a whole bank, as its systems deliver them. */
class ReferenceBankTests {

    @TempDir
    Path folder;

    private ImportingBank bank;

    @BeforeEach
    void loadsEveryFileWithoutARejectedRow() {
        bank = new ImportingBank(folder);
        for (ImportKind kind : ImportingBank.REFERENCE) {
            ImportRun run = bank.load(kind, ImportingBank.reference(kind));
            assertThat(bank.faults(run)).as(kind.key()).isEmpty();
            assertThat(run.status()).as(kind.key() + run.failure()).isEqualTo(ImportStatus.DONE);
            assertThat(run.read()).isPositive().isEqualTo(run.applied()).isEqualTo(run.created());
            assertThat(run.rejected()).isZero();
            assertThat(run.percent()).isEqualTo(100);
        }
    }

    @Test
    void arrivesInFull() {
        assertThat(bank.count("core.institution")).isEqualTo(22);
        assertThat(bank.count("core.staff_post")).isEqualTo(62);
        assertThat(bank.count("core.customer")).isEqualTo(3000);
        assertThat(bank.count("core.assignment")).isEqualTo(3243);
        assertThat(bank.count("core.binding")).isEqualTo(1405);
        assertThat(bank.count("core.institution_path where depth = 0")).isEqualTo(22);
    }

    @Test
    void keepsEveryValueAsItWasDelivered() {
        Map<String, @Nullable Object> customer = bank.db.sql("""
                        select c.*, i.code, (select string_agg(s.name, '|' order by s.name) from core.segment s where s.id = any(c.segment_ids)) as segments
                        from core.customer c join core.institution i on i.id = c.institution_id
                        where customer_no = 'C0300000001'
                        """).query().singleRow();
        assertThat(bank.cipher.decrypt("customer.name", bytes(customer, "name_enc")))
                .isEqualTo("武玲生");
        assertThat(bank.cipher.decrypt("customer.mobile", bytes(customer, "mobile_enc")))
                .isEqualTo("15241978502");
        assertThat(bytes(customer, "mobile_digest")).isEqualTo(bank.cipher.digest("customer.mobile", "15241978502"));
        assertThat(customer.get("birthday")).hasToString("1980-06-01");
        assertThat(customer.get("aum")).hasToString("5458526.78");
        assertThat(customer.get("has_account")).isEqualTo(true);
        assertThat(customer.get("code")).isEqualTo("0302");
        assertThat(String.valueOf(customer.get("segments")).split("\\|")).containsExactlyInAnyOrder("财富", "代发");
        assertThat(bank.db
                        .sql(
                                "select bound_at from core.binding b join core.external_contact c on c.id = b.contact_id where external_userid = 'wm91740744d09c0dc86b4d94b1882a1b'")
                        .query(java.time.OffsetDateTime.class)
                        .single()
                        .toInstant())
                .hasToString("2025-12-06T20:23:20Z");
    }

    @Test
    void deliveredAgainChangesNoRow() {
        Map<String, List<String>> before = rows();
        bank.events.clear();
        for (ImportKind kind : ImportingBank.REFERENCE) {
            ImportRun run = bank.load(kind, ImportingBank.reference(kind));
            assertThat(run.applied()).isEqualTo(run.read());
            assertThat(run.created()).as(kind.key()).isZero();
            assertThat(run.changed()).as(kind.key()).isZero();
        }
        assertThat(rows()).isEqualTo(before);
        assertThat(bank.events).isEmpty();
    }

    @Test
    void leavesNothingBehind() {
        assertThat(folder).isDirectoryNotContaining("glob:**.enc");
        assertThat(bank.count("pg_tables where schemaname = 'core' and starts_with(tablename, 'import_stage')"))
                .isZero();
    }

    private static byte[] bytes(Map<String, @Nullable Object> row, String column) {
        return (byte[]) Objects.requireNonNull(row.get(column));
    }

    /** The system columns tell: a row that was written again has another transaction and place. */
    private Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : List.of(
                "institution",
                "institution_path",
                "staff",
                "staff_post",
                "customer",
                "customer_segment_change",
                "segment",
                "assignment",
                "external_contact",
                "binding")) {
            rows.put(
                    table,
                    bank.db
                            .sql("select xmin::text || ctid::text from core." + table + " order by 1")
                            .query(String.class)
                            .list());
        }
        return rows;
    }
}
