package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        for (ImportKind kind : ImportKind.values()) {
            assertThat(bank.load(kind, ImportingBank.reference(kind)).status()).isEqualTo(ImportStatus.DONE);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', emptyValue = "", textBlock = """
            INSTITUTIONS; code;             '';                        不能为空
            INSTITUTIONS; code;             LONG;                      超过 32 个字符
            INSTITUTIONS; code;             9901;                      机构号与第 2 行重复
            INSTITUTIONS; name;             '';                        不能为空
            INSTITUTIONS; name;             LONG;                      超过 128 个字符
            INSTITUTIONS; parent_code;      nowhere;                   上级机构不存在
            INSTITUTIONS; parent_code;      '';                        行内已有总机构 0000,不能再有第二个
            INSTITUTIONS; parent_code;      9902;                      上级机构成环,到不了总行
            INSTITUTIONS; level;            '';                        不能为空
            INSTITUTIONS; level;            二;                        层级应为 1 至 15 的整数
            INSTITUTIONS; level;            0;                         层级应为 1 至 15 的整数
            INSTITUTIONS; level;            16;                        层级应为 1 至 15 的整数
            INSTITUTIONS; level;            1.5;                       层级应为 1 至 15 的整数
            INSTITUTIONS; province;         '';                        不能为空
            INSTITUTIONS; province;         44;                        省份代码应为 6 位数字
            INSTITUTIONS; province;         44000A;                    省份代码应为 6 位数字
            STAFF;        staff_no;         '';                        不能为空
            STAFF;        staff_no;         LONG;                      超过 32 个字符
            STAFF;        name;             '';                        不能为空
            STAFF;        name;             LONG;                      超过 64 个字符
            STAFF;        wecom_userid;     王一;                      企业微信账号只能含字母、数字和 _-@.
            STAFF;        wecom_userid;     LONG;                      超过 64 个字符
            STAFF;        wecom_userid;     other;                     企业微信账号与第 2 行不同(同一工号)
            STAFF;        position;         '';                        不能为空
            STAFF;        position;         LONG;                      超过 64 个字符
            STAFF;        institution_code; '';                        不能为空
            STAFF;        institution_code; nowhere;                   机构不存在
            STAFF;        valid_from;       '';                        不能为空
            STAFF;        valid_from;       2026/01/01;                '不是日期,应为 2026-10-31 的写法'
            STAFF;        valid_from;       2026-02-30;                '不是日期,应为 2026-10-31 的写法'
            STAFF;        valid_from;       2025-01-01;                与第 2 行重复(同一开始日)
            STAFF;        valid_from;       2025-12-31;                时段与第 2 行重叠
            STAFF;        valid_to;         someday;                   '不是日期,应为 2026-10-31 的写法'
            STAFF;        valid_to;         2025-12-31;                结束日早于开始日
            CUSTOMERS;    customer_no;      '';                        不能为空
            CUSTOMERS;    customer_no;      LONG;                      超过 32 个字符
            CUSTOMERS;    customer_no;      C9001;                     客户号与第 2 行重复
            CUSTOMERS;    name;             '';                        不能为空
            CUSTOMERS;    name;             LONG;                      超过 128 个字符
            CUSTOMERS;    mobile;           1380000000;                手机号应为 1 开头的 11 位数字
            CUSTOMERS;    mobile;           23800000000;               手机号应为 1 开头的 11 位数字
            CUSTOMERS;    mobile;           1380000000x;               手机号应为 1 开头的 11 位数字
            CUSTOMERS;    birthday;         1990-02-29;                '不是日期,应为 2026-10-31 的写法'
            CUSTOMERS;    birthday;         2026-11-02;                出生日期在将来
            CUSTOMERS;    has_account;      '';                        不能为空
            CUSTOMERS;    has_account;      是;                        应为 true 或 false
            CUSTOMERS;    aum;              '';                        不能为空
            CUSTOMERS;    aum;              一百;                      '不是金额,应为 1234.56 的写法'
            CUSTOMERS;    aum;              1.2.3;                     '不是金额,应为 1234.56 的写法'
            CUSTOMERS;    aum;              1.234;                     金额最多两位小数
            CUSTOMERS;    aum;              -0.01;                     金额不能为负
            CUSTOMERS;    aum;              99999999999999.00;         金额过大
            CUSTOMERS;    institution_code; '';                        不能为空
            CUSTOMERS;    institution_code; nowhere;                   机构不存在
            CUSTOMERS;    segments;         财富||代发;                客群应为 1 至 32 个字的名称,以竖线分隔
            CUSTOMERS;    segments;         全部;                      「全部」不能作为客群名称
            CUSTOMERS;    segments;         LONG;                      超过 512 个字符
            ASSIGNMENTS;  customer_no;      '';                        不能为空
            ASSIGNMENTS;  customer_no;      nobody;                    客户不存在
            ASSIGNMENTS;  customer_no;      LONG;                      超过 32 个字符
            ASSIGNMENTS;  staff_no;         '';                        不能为空
            ASSIGNMENTS;  staff_no;         nobody;                    员工不存在
            ASSIGNMENTS;  valid_from;       '';                        不能为空
            ASSIGNMENTS;  valid_from;       20250101;                  '不是日期,应为 2026-10-31 的写法'
            ASSIGNMENTS;  valid_from;       2024-01-01;                与第 2 行重复(同一开始日)
            ASSIGNMENTS;  valid_from;       2024-12-31;                时段与第 2 行重叠
            ASSIGNMENTS;  valid_to;         2025-1-1;                  '不是日期,应为 2026-10-31 的写法'
            ASSIGNMENTS;  valid_to;         2024-12-31;                结束日早于开始日
            BINDINGS;     external_userid;  '';                        不能为空
            BINDINGS;     external_userid;  联系人;                    外部联系人编号只能含可见的英文字符
            BINDINGS;     external_userid;  LONG;                      超过 64 个字符
            BINDINGS;     customer_no;      '';                        不能为空
            BINDINGS;     customer_no;      nobody;                    客户不存在
            BINDINGS;     bound_at;         '';                        不能为空
            BINDINGS;     bound_at;         2026-03-01 08:00:00;       '不是时间,应为 2026-10-31T09:30:00+08:00 的写法'
            BINDINGS;     bound_at;         2026-03-01T08:00:00;       '不是时间,应为 2026-10-31T09:30:00+08:00 的写法'
            BINDINGS;     bound_at;         2026-01-01T08:00:00+08:00; 与第 2 行重复(同一联系人、同一认证时间)
            BINDINGS;     bound_at;         2026-01-31T08:00:00+08:00; '与第 2 行重叠:同一联系人同时只能认证为一个客户'
            BINDINGS;     route;            '';                        不能为空
            BINDINGS;     route;            APP;                       认证方式应为 app 或 link
            BINDINGS;     province;         广东;                      省份代码应为 6 位数字
            BINDINGS;     unbound_at;       later;                     '不是时间,应为 2026-10-31T09:30:00+08:00 的写法'
            BINDINGS;     unbound_at;       2026-02-28T08:00:00+08:00; 解除时间早于认证时间
            """)
    void namesLineColumnAndReasonAndTakesTheOthers(ImportKind kind, String column, String value, String reason) {
        String spoilt = value.equals("LONG") ? LONG : value;
        List<String> columns = List.of(HEADERS.get(kind).split(","));
        List<String> rows = new ArrayList<>(ROWS.get(kind));
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
