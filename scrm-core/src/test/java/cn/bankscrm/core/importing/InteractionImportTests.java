package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteractionImportTests {

    private static final String HEADER = "customer_no,staff_no,channel,contacted_at\n";

    @TempDir
    Path folder;

    private ImportingBank bank;

    @BeforeEach
    void twoCustomersOfOneManager() {
        bank = ImportingBank.withTwoCustomersAndManagers(folder);
    }

    @Test
    void everyRecordIsAnEffectiveContactAndTheLastTwoDaysMakeTheCycle() {
        ImportRun run = done("""
                C1,S1,CALL,2026-08-01T10:00:00+08:00
                C1,S2,VISIT,2026-10-20T10:00:00+08:00
                C1,S1,BRANCH,2026-10-20T15:00:00+08:00
                C1,S1,CALL,2026-09-10T10:00:00+08:00
                C2,S2,WECOM,2026-10-01T10:00:00+08:00
                """);

        assertThat(run.created()).isEqualTo(5);
        assertThat(contacts())
                .containsExactly("C1 S1 SERVED_AT_BRANCH 2026-10-20 2026-09-10", "C2 S2 CHATTED 2026-10-01 -");
        assertThat(bank.db
                        .sql("select count(*) from core.activity")
                        .query(Long.class)
                        .single())
                .isEqualTo(5);
    }

    @Test
    void theSameFileAgainAddsNothing() {
        String file = "C1,S1,CALL,2026-08-01T10:00:00+08:00\nC2,S1,CALL,2026-08-02T10:00:00+08:00\n";
        done(file);

        ImportRun again = done(file);

        assertThat(again.created()).isZero();
        assertThat(contacts()).containsExactly("C1 S1 CALLED 2026-08-01 -", "C2 S1 CALLED 2026-08-02 -");
    }

    @Test
    void anOlderFileDoesNotHideWhatAManagerWroteDownSince() {
        bank.db.sql("""
                        insert into core.last_contact (customer_id, staff_id, at, kind)
                        select c.id, s.id, '2026-10-25T04:00:00Z', 'VISITED'
                        from core.customer c, core.staff s where c.customer_no = 'C1' and s.staff_no = 'S2'
                        """).update();

        done("C1,S1,CALL,2026-10-01T10:00:00+08:00\nC1,S1,CALL,2026-09-01T10:00:00+08:00\n");

        assertThat(contacts()).containsExactly("C1 S2 VISITED 2026-10-25 2026-10-01");
    }

    @Test
    void recordsOfNobodyAndRecordsTwiceAreRejected() {
        ImportRun run = done("""
                C1,S1,CALL,2026-08-01T10:00:00+08:00
                C9,S1,CALL,2026-08-01T10:00:00+08:00
                C1,S9,CALL,2026-08-01T10:00:00+08:00
                C1,S1,CALL,2026-08-01T02:00:00Z
                C2,S1,CALL,2026-08-01T10:00:00+08:00
                C2,S2,CALL,2026-08-01T10:00:00+08:00
                """);

        assertThat(bank.faults(run))
                .containsExactly(
                        new RowFault(3, "customer_no", "客户不存在"),
                        new RowFault(4, "staff_no", "员工不存在"),
                        new RowFault(5, "contacted_at", "与第 2 行重复（同一客户、员工、方式、时间）"));
        assertThat(run.created()).isEqualTo(3);
    }

    private ImportRun done(String rows) {
        ImportRun run = bank.load(ImportKind.INTERACTIONS, HEADER + rows);
        assertThat(run.status()).isEqualTo(ImportStatus.DONE);
        return run;
    }

    private List<String> contacts() {
        return bank.db.sql("""
                        select c.customer_no || ' ' || s.staff_no || ' ' || l.kind || ' '
                            || to_char(l.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') || ' '
                            || coalesce(to_char(l.previous_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD'), '-')
                        from core.last_contact l
                        join core.customer c on c.id = l.customer_id join core.staff s on s.id = l.staff_id
                        order by 1
                        """).query((row, number) -> row.getString(1)).list();
    }
}
