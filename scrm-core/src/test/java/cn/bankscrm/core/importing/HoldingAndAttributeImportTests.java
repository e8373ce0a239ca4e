package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldingAndAttributeImportTests {

    private static final String HOLDINGS = "customer_no,account_no,kind,product,amount,opened_on,matures_on\n";
    private static final String ATTRIBUTES = "customer_no,attribute,value\n";
    private static final String CUSTOMERS =
            "customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\n";

    @TempDir
    Path folder;

    private ImportingBank bank;

    @BeforeEach
    void twoCustomers() {
        bank = new ImportingBank(folder);
        bank.load(ImportKind.INSTITUTIONS, ImportingBank.reference(ImportKind.INSTITUTIONS));
        done(ImportKind.CUSTOMERS, CUSTOMERS + "C1,王一,,,true,10,0302,\nC2,王二,,,true,10,0302,\n");
        bank.db.sql("delete from core.segment_dirty").update();
    }

    @Test
    void theHoldingsOfACustomerAreThoseOfTheFile() {
        ImportRun first = done(
                ImportKind.HOLDINGS,
                HOLDINGS + "C1,A1,TERM,定期,50000.00,2025-01-01,2026-12-01\nC1,A2,FUND,基金,1,,\nC2,A1,CARD,信用卡,0,,\n");
        assertThat(first.created()).isEqualTo(3);
        assertThat(marked()).containsExactly("C1", "C2");

        ImportRun again =
                done(ImportKind.HOLDINGS, HOLDINGS + "C1,A1,TERM,定期,60000,2025-01-01,2026-12-01\nC1,A3,FUND,基金,2,,\n");

        assertThat(held()).containsExactly("C1 A1 60000.00", "C1 A3 2.00", "C2 A1 0.00");
        assertThat(again.created()).isEqualTo(1);
        assertThat(marked()).containsExactly("C1");
    }

    @Test
    void theSameFileAgainChangesNothing() {
        String file = HOLDINGS + "C1,A1,TERM,定期,50000,2025-01-01,2026-12-01\n";
        done(ImportKind.HOLDINGS, file);
        marked();

        ImportRun again = done(ImportKind.HOLDINGS, file);

        assertThat(again.created() + again.changed()).isZero();
        assertThat(marked()).isEmpty();
    }

    @Test
    void aRejectedHoldingLeavesWhatIsKnownOfItsCustomer() {
        done(ImportKind.HOLDINGS, HOLDINGS + "C1,A1,TERM,定期,1,,\nC1,A2,TERM,定期,2,,\n");

        ImportRun run =
                done(ImportKind.HOLDINGS, HOLDINGS + "C1,A1,TERM,定期,3,,\nC1,A1,TERM,定期,4,,\nC2,A9,CARD,卡,0,,\n");

        assertThat(bank.faults(run)).containsExactly(new RowFault(3, "account_no", "与第 2 行重复（同一客户、同一账号）"));
        assertThat(held()).containsExactly("C1 A1 3.00", "C1 A2 2.00", "C2 A9 0.00");
    }

    @Test
    void holdingsOfNobodyAreRejected() {
        ImportRun run = done(ImportKind.HOLDINGS, HOLDINGS + "C1,A1,TERM,定期,3,,\nC9,A1,TERM,定期,4,,\n");

        assertThat(bank.faults(run)).containsExactly(new RowFault(3, "customer_no", "客户不存在"));
    }

    @Test
    void attributesAreAddedChangedAndTakenAway() {
        done(ImportKind.ATTRIBUTES, ATTRIBUTES + "C1,职业,教师\nC1,月代发额,8000.50\nC2,职业,农户\n");
        assertThat(marked()).containsExactly("C1", "C2");

        ImportRun run = done(ImportKind.ATTRIBUTES, ATTRIBUTES + "C1,职业,\nC1,编号,007\nC2,职业,农户\n");

        assertThat(attributes()).containsExactly("{\"编号\": \"007\", \"月代发额\": 8000.50}", "{\"职业\": \"农户\"}");
        assertThat(run.changed()).isEqualTo(1);
        assertThat(marked()).containsExactly("C1");
    }

    @Test
    void aCustomersFileCannotDeliverASegmentThatHasARule() {
        bank.db
                .sql("insert into core.segment (name, kind, effective_from) values ('高资产', 'RULE', '2026-01-01')")
                .update();

        ImportRun run = done(
                ImportKind.CUSTOMERS,
                CUSTOMERS + "C1,王一,,,true,10,0302,贵宾|高资产\nC2,王二,,,true,10,0302,贵宾\nC3,王三,,,true,10,0302,\n");

        assertThat(bank.faults(run)).containsExactly(new RowFault(2, "segments", "「高资产」是按规则计算的客群，不能由文件交付"));
        assertThat(bank.db
                        .sql("select customer_no from core.customer where segment_ids <> '{}'")
                        .query((row, number) -> row.getString(1))
                        .list())
                .containsExactly("C2");
    }

    @Test
    void everyChangedCustomerIsJudgedAnew() {
        done(ImportKind.CUSTOMERS, CUSTOMERS + "C1,王一,,,true,11,0302,\nC2,王二,,,true,10,0302,\nC3,王三,,,true,10,0302,\n");

        assertThat(marked()).containsExactly("C1", "C3");
    }

    /** Whom the rule segments are to be judged anew of; they are forgotten. */
    private List<String> marked() {
        List<String> marked = bank.db
                .sql(
                        "select distinct customer_no from core.segment_dirty join core.customer c on c.id = customer_id order by 1")
                .query((row, number) -> row.getString(1))
                .list();
        bank.db.sql("delete from core.segment_dirty").update();
        return marked;
    }

    private List<String> held() {
        return bank.db
                .sql(
                        "select customer_no || ' ' || account_no || ' ' || amount from core.holding join core.customer c on c.id = customer_id order by 1")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private List<String> attributes() {
        return bank.db
                .sql("select attributes::text from core.customer order by customer_no")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private ImportRun done(ImportKind kind, String csv) {
        ImportRun run = bank.load(kind, csv);
        assertThat(run.status()).as(() -> String.valueOf(run.failure())).isEqualTo(ImportStatus.DONE);
        return run;
    }
}
