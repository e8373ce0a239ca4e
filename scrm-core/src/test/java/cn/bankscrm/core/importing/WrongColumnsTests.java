package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every column wrong in each way: the row is named with its line, its column and the reason; the other rows are taken.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongColumnsTests {

    private static final String LONG = "长".repeat(600);

    private static final Map<ImportKind, String> HEADERS = Map.of(
            ImportKind.INSTITUTIONS, "code,name,parent_code,level,province",
            ImportKind.STAFF, "staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to",
            ImportKind.CUSTOMERS, "customer_no,name,mobile,birthday,has_account,aum,institution_code,segments",
            ImportKind.ASSIGNMENTS, "customer_no,staff_no,valid_from,valid_to",
            ImportKind.BINDINGS, "external_userid,customer_no,bound_at,route,province,unbound_at");

    /** Good rows; the second is the one that is spoilt. */
    private static final Map<ImportKind, List<String>> ROWS = Map.of(
            ImportKind.INSTITUTIONS,
                    List.of("9901,新支行,0000,2,440000", "9902,新网点,9901,3,440000", "9903,另一网点,9901,3,440000"),
            ImportKind.STAFF,
                    List.of(
                            "S90001,王一,zzz1,柜员,0302,2025-01-01,2025-12-31",
                            "S90001,王一,zzz1,客户经理,0302,2026-01-01,2026-06-30",
                            "S90002,王二,zzz2,柜员,0302,2025-01-01,"),
            ImportKind.CUSTOMERS,
                    List.of(
                            "C9001,王一,13800000001,1990-02-28,true,1.5,0302,财富|代发",
                            "C9002,王二,13800000002,1990-02-28,false,0,0302,",
                            "C9003,王三,,,true,100,0302,长尾"),
            ImportKind.ASSIGNMENTS,
                    List.of(
                            "C0300000001,S00042,2024-01-01,2024-12-31",
                            "C0300000001,S00007,2025-01-01,2025-12-31",
                            "C0300000002,S00007,2025-01-01,"),
            ImportKind.BINDINGS,
                    List.of(
                            "wmnew1,C0300000001,2026-01-01T08:00:00+08:00,app,440000,2026-02-01T08:00:00+08:00",
                            "wmnew1,C0300000002,2026-03-01T08:00:00+08:00,link,,2026-04-01T08:00:00+08:00",
                            "wmnew2,C0300000003,2026-01-01T08:00:00+08:00,app,440000,"));

    @SuppressWarnings("NullAway.Init")
    private ImportingBank bank;

    @BeforeAll
    void hasABank(@TempDir Path folder) {
        bank = new ImportingBank(folder);
        for (ImportKind kind : ImportingBank.REFERENCE) {
            assertThat(bank.load(kind, ImportingBank.reference(kind)).status()).isEqualTo(ImportStatus.DONE);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', emptyValue = "", textBlock = """
            INSTITUTIONS; code;             9901;                      机构号与第 2 行重复
            INSTITUTIONS; parent_code;      nowhere;                   上级机构不存在
            INSTITUTIONS; parent_code;      '';                        行内已有总机构 0000，不能再有第二个
            INSTITUTIONS; parent_code;      9902;                      上级机构成环，到不了总行
            STAFF;        wecom_userid;     other;                     企业微信账号与第 2 行不同（同一工号）
            STAFF;        institution_code; nowhere;                   机构不存在
            STAFF;        valid_from;       2025-01-01;                与第 2 行重复（同一开始日）
            STAFF;        valid_from;       2025-12-31;                时段与第 2 行重叠
            CUSTOMERS;    customer_no;      C9001;                     客户号与第 2 行重复
            CUSTOMERS;    institution_code; nowhere;                   机构不存在
            ASSIGNMENTS;  customer_no;      nobody;                    客户不存在
            ASSIGNMENTS;  staff_no;         nobody;                    员工不存在
            ASSIGNMENTS;  valid_from;       2024-01-01;                与第 2 行重复（同一开始日）
            ASSIGNMENTS;  valid_from;       2024-12-31;                时段与第 2 行重叠
            BINDINGS;     customer_no;      nobody;                    客户不存在
            BINDINGS;     bound_at;         2026-01-01T08:00:00+08:00; 与第 2 行重复（同一联系人、同一认证时间）
            BINDINGS;     bound_at;         2026-01-31T08:00:00+08:00; '与第 2 行重叠：同一联系人同时只能认证为一个客户'
            """)
    void namesLineColumnAndReasonAndTakesTheOthers(ImportKind kind, String column, String value, String reason) {
        String spoilt = value.equals("LONG") ? LONG : value;
        List<String> columns = List.of(Objects.requireNonNull(HEADERS.get(kind)).split(","));
        List<String> rows = new ArrayList<>(Objects.requireNonNull(ROWS.get(kind)));
        List<String> fields = new ArrayList<>(Arrays.asList(rows.get(1).split(",", -1)));
        fields.set(columns.indexOf(column), spoilt);
        rows.set(1, String.join(",", fields));

        ImportRun run = bank.load(kind, HEADERS.get(kind) + "\r\n" + String.join("\r\n", rows) + "\r\n");

        assertThat(bank.faults(run)).contains(new RowFault(3, column, reason)).allMatch(fault -> fault.line() == 3);
        assertThat(run.status()).isEqualTo(ImportStatus.DONE);
        assertThat(run.rejected()).isEqualTo(1);
        assertThat(run.applied()).isEqualTo(2);
        assertThat(bank.rejectedCsv(run)).contains("3," + column + ",").contains(spoilt);
    }
}
