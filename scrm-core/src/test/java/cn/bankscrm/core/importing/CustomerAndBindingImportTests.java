package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomerAndBindingImportTests {

    private static final String CUSTOMERS =
            "customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\n";
    private static final String BINDINGS = "external_userid,customer_no,bound_at,route,province,unbound_at\n";
    private static final String ASSIGNMENTS = "customer_no,staff_no,valid_from,valid_to\n";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);

    @TempDir
    Path folder;

    private ImportingBank bank;

    @BeforeEach
    void hasABank() {
        bank = new ImportingBank(folder);
        for (ImportKind kind : ImportingBank.REFERENCE) {
            bank.load(kind, ImportingBank.reference(kind));
        }
        done(
                ImportKind.CUSTOMERS,
                CUSTOMERS + "C1,王一,13800000001,1990-01-01,true,10,0302,财富|代发\nC2,王二,,,false,0,0302,\n");
        bank.events.clear();
    }

    @Test
    void remembersTheSegmentsBeforeTheFirstChangeOfADay() {
        String before = segments("C1");
        done(ImportKind.CUSTOMERS, CUSTOMERS + "C1,王一,13800000001,1990-01-01,true,10,0302,私行|新客群\n");
        done(ImportKind.CUSTOMERS, CUSTOMERS + "C1,王一,13800000001,1990-01-01,true,10,0302,长尾\n");
        assertThat(bank.db.sql("""
                        select changed_on || ' ' || segment_ids_before::text as change
                        from core.customer_segment_change k join core.customer c on c.id = k.customer_id
                        where c.customer_no = 'C1'
                        """).query((row, n) -> row.getString("change")).list())
                .containsExactly(TODAY + " " + before);
        assertThat(bank.count("core.segment where name = '新客群'")).isEqualTo(1);
        assertThat(bank.events)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event).isInstanceOfSatisfying(CustomerFactsChanged.class, changed -> {
                    assertThat(changed.customers()).hasSize(1);
                    assertThat(changed.since()).isEqualTo(TODAY);
                }));
    }

    @Test
    void writesOnlyTheRowsThatChanged() {
        String other = version("C2");
        ImportRun run = done(
                ImportKind.CUSTOMERS,
                CUSTOMERS
                        + "C1,王一,13800000001,1990-01-01,true,10.50,0302,财富|代发\nC2,王二,,,false,0,0302,\nC3,王三,,,true,1,0302,\n");
        assertThat(run.changed()).isEqualTo(1);
        assertThat(run.created()).isEqualTo(1);
        assertThat(run.applied()).isEqualTo(3);
        assertThat(version("C2")).isEqualTo(other);
        assertThat(bank.events).isEmpty();
        assertThat(bank.count("core.customer")).isEqualTo(3003);
    }

    @Test
    void readsSegmentsInAnyOrderAndWithBlanksAlike() {
        String before = segments("C1");
        done(ImportKind.CUSTOMERS, CUSTOMERS + "C1,王一,13800000001,1990-01-01,true,10,0302,代发 | 财富\n");
        assertThat(segments("C1")).isEqualTo(before);
        assertThat(bank.events).isEmpty();
    }

    @Test
    void keepsNoPersonalDataInTheClearAnywhere() throws Exception {
        assertThat(bank.db
                        .sql("""
                        select string_agg(t::text, ' ') as everything
                        from (select to_jsonb(c) from core.customer c where customer_no = 'C1'
                              union all select to_jsonb(r) from core.import_run r
                              union all select to_jsonb(x) from core.import_rejection x) t
                        """)
                        .query((row, n) -> row.getString("everything"))
                        .single())
                .doesNotContain("王一", "13800000001");
        ImportRun run = bank.load(
                ImportKind.CUSTOMERS,
                CUSTOMERS + "C8,陈秘密,13800000008,,maybe,0,0302,\nC1,王一,13800000001,1990-01-01,true,10,0302,财富|代发\n");
        assertThat(run.rejected()).isEqualTo(1);
        assertThat(bank.db
                        .sql("select string_agg(to_jsonb(x)::text, ' ') as everything from core.import_rejection x")
                        .query((row, n) -> row.getString("everything"))
                        .single())
                .doesNotContain("陈秘密", "13800000008");
        assertThat(bank.rejectedCsv(run)).contains("陈秘密");
    }

    @Test
    void keepsTheUploadedFileEncrypted() throws Exception {
        bank.accept(ImportKind.CUSTOMERS, ImportingBank.reference(ImportKind.CUSTOMERS));
        try (var files = java.nio.file.Files.list(folder)) {
            Path file =
                    files.filter(f -> f.toString().endsWith(".enc")).findFirst().orElseThrow();
            String bytes = java.nio.file.Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(bytes).doesNotContain("C0300000001", "customer_no", "15241978502");
        }
    }

    @Test
    void replacesTheAssignmentsOfTheCustomersItNames() {
        done(
                ImportKind.ASSIGNMENTS,
                ASSIGNMENTS + "C1,S00042,2025-01-01,2025-12-31\nC1,S00007,2026-01-01,\nC2,S00007,2026-01-01,\n");
        bank.events.clear();
        done(ImportKind.ASSIGNMENTS, ASSIGNMENTS + "C1,S00042,2025-01-01,2026-10-20\nC1,S00032,2026-10-21,\n");
        assertThat(bank.db.sql("""
                        select s.staff_no || ' ' || a.valid_from || ' ' || coalesce(a.valid_to::text, '-') as held
                        from core.assignment a join core.customer c on c.id = a.customer_id join core.staff s on s.id = a.staff_id
                        where c.customer_no in ('C1', 'C2') order by c.customer_no, a.valid_from
                        """).query((row, n) -> row.getString("held")).list())
                .containsExactly("S00042 2025-01-01 2026-10-20", "S00032 2026-10-21 -", "S00007 2026-01-01 -");
        assertThat(bank.events).singleElement().isInstanceOfSatisfying(CustomerFactsChanged.class, event -> {
            assertThat(event.customers()).hasSize(1);
            assertThat(event.since()).isEqualTo(LocalDate.of(2026, 1, 1));
        });
    }

    @Test
    void entersAContactThatWeComHasNotToldOfAndEndsABindingLater() {
        done(ImportKind.BINDINGS, BINDINGS + "wmx,C1,2026-01-01T23:30:00+08:00,app,440000,\n");
        assertThat(bank.count("core.external_contact where external_userid = 'wmx'"))
                .isEqualTo(1);
        bank.events.clear();
        ImportRun run = done(
                ImportKind.BINDINGS,
                BINDINGS
                        + "wmx,C1,2026-01-01T15:30:00Z,app,440000,2026-05-05T00:30:00+08:00\n"
                        + "wmx,C2,2026-05-05T00:30:00+08:00,link,,\n");
        assertThat(run.changed()).isEqualTo(1);
        assertThat(run.created()).isEqualTo(1);
        assertThat(bank.events).singleElement().isInstanceOfSatisfying(CustomerFactsChanged.class, event -> {
            assertThat(event.customers()).hasSize(2);
            assertThat(event.since()).isEqualTo(LocalDate.of(2026, 5, 5));
        });
    }

    @Test
    void refusesABindingThatOverlapsOneTheBankHas() {
        done(ImportKind.BINDINGS, BINDINGS + "wmx,C1,2026-01-01T08:00:00+08:00,app,440000,\n");
        ImportRun run = bank.load(
                ImportKind.BINDINGS,
                BINDINGS
                        + "wmx,C2,2026-02-01T08:00:00+08:00,app,440000,\nwmy,C2,2026-02-01T08:00:00+08:00,app,440000,\n");
        assertThat(bank.faults(run)).containsExactly(new RowFault(2, "bound_at", "与行内已有的认证重叠：同一联系人同时只能认证为一个客户"));
        assertThat(run.applied()).isEqualTo(1);
    }

    @Test
    void movesAStandingBindingOfOneContactFromOneCustomerToAnother() {
        done(ImportKind.BINDINGS, BINDINGS + "wmx,C1,2026-01-01T08:00:00+08:00,app,440000,\n");
        bank.events.clear();
        done(ImportKind.BINDINGS, BINDINGS + "wmx,C2,2026-01-01T08:00:00+08:00,app,440000,\n");
        assertThat(bank.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        CustomerFactsChanged.class,
                        event -> assertThat(event.customers()).hasSize(2));
    }

    @Test
    void aNewProvinceAloneConcernsItsCustomerFromTodayOn() {
        done(
                ImportKind.BINDINGS,
                BINDINGS
                        + "wmx,C1,2026-01-01T08:00:00+08:00,app,440000,\nwmy,C2,2026-01-01T08:00:00+08:00,app,440000,\n");
        bank.events.clear();
        ImportRun run = done(
                ImportKind.BINDINGS,
                BINDINGS
                        + "wmx,C1,2026-01-01T08:00:00+08:00,app,310000,\nwmy,C2,2026-01-01T08:00:00+08:00,app,440000,\n");
        assertThat(run.changed()).isEqualTo(1);
        assertThat(bank.events).singleElement().isInstanceOfSatisfying(CustomerFactsChanged.class, event -> {
            assertThat(event.customers()).hasSize(1);
            assertThat(event.since()).isEqualTo(TODAY);
        });
        bank.events.clear();
        done(ImportKind.BINDINGS, BINDINGS + "wmx,C1,2026-01-01T08:00:00+08:00,app,310000,\n");
        assertThat(bank.events).as("the same again").isEmpty();
    }

    private ImportRun done(ImportKind kind, String csv) {
        ImportRun run = bank.load(kind, csv);
        assertThat(bank.faults(run)).isEmpty();
        assertThat(run.status()).isEqualTo(ImportStatus.DONE);
        return run;
    }

    private String segments(String customerNo) {
        return one("select segment_ids::text as value from core.customer where customer_no = :no", customerNo);
    }

    private String version(String customerNo) {
        return one("select xmin::text || ctid::text as value from core.customer where customer_no = :no", customerNo);
    }

    private String one(String sql, String customerNo) {
        List<String> values = bank.db
                .sql(sql)
                .param("no", customerNo)
                .query((row, n) -> row.getString("value"))
                .list();
        return values.getFirst();
    }
}
