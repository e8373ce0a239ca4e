package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.privacy.TestCipher;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every column wrong in each way that a row shows by itself. */
class WrongFieldsTests {

    private static final String LONG = "长".repeat(600);

    private static final Clock CLOCK = Clock.fixed(ImportingBank.NOW, ZoneOffset.UTC);

    private static final Map<ImportKind, ImportFormat> FORMATS = Stream.of(
                    new InstitutionFormat(CLOCK),
                    new StaffFormat(),
                    new CustomerFormat(TestCipher.get(), CLOCK),
                    new AssignmentFormat(),
                    new BindingFormat(CLOCK),
                    new HoldingFormat(),
                    new AttributeFormat(),
                    new InteractionFormat(CLOCK),
                    new ReferralFormat(CLOCK))
            .collect(Collectors.toMap(ImportFormat::kind, Function.identity()));

    /** A good row of each kind. */
    private static final Map<ImportKind, String> ROWS = Map.of(
            ImportKind.INSTITUTIONS, "9902,新网点,9901,3,440000",
            ImportKind.STAFF, "S90001,王一,zzz1,客户经理,0302,2026-01-01,2026-06-30",
            ImportKind.CUSTOMERS, "C9002,王二,13800000002,1990-02-28,false,0,0302,长尾",
            ImportKind.ASSIGNMENTS, "C0300000001,S00007,2025-01-01,2025-12-31",
            ImportKind.BINDINGS, "wmnew1,C0300000002,2026-03-01T08:00:00+08:00,link,440000,2026-04-01T08:00:00+08:00",
            ImportKind.HOLDINGS, "C0300000002,62220001,TERM,三年定期,50000.00,2025-01-01,2028-01-01",
            ImportKind.ATTRIBUTES, "C0300000002,代发单位类型,写字楼企业",
            ImportKind.INTERACTIONS, "C0300000002,S00007,CALL,2026-03-01T08:00:00+08:00",
            ImportKind.REFERRALS, "rCampaign1,C0300000002,S00007");

    @ParameterizedTest
    @CsvSource(delimiter = ';', emptyValue = "", textBlock = """
            INSTITUTIONS; code;             '';                        不能为空
            INSTITUTIONS; code;             LONG;                      超过 32 个字符
            INSTITUTIONS; name;             '';                        不能为空
            INSTITUTIONS; name;             LONG;                      超过 128 个字符
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
            STAFF;        position;         '';                        不能为空
            STAFF;        position;         LONG;                      超过 64 个字符
            STAFF;        institution_code; '';                        不能为空
            STAFF;        valid_from;       '';                        不能为空
            STAFF;        valid_from;       2026/01/01;                '不是日期，应为 2026-10-31 的写法'
            STAFF;        valid_from;       2026-02-30;                '不是日期，应为 2026-10-31 的写法'
            STAFF;        valid_to;         someday;                   '不是日期，应为 2026-10-31 的写法'
            STAFF;        valid_to;         2025-12-31;                结束日早于开始日
            CUSTOMERS;    customer_no;      '';                        不能为空
            CUSTOMERS;    customer_no;      LONG;                      超过 32 个字符
            CUSTOMERS;    name;             '';                        不能为空
            CUSTOMERS;    name;             LONG;                      超过 128 个字符
            CUSTOMERS;    mobile;           1380000000;                手机号应为 1 开头的 11 位数字
            CUSTOMERS;    mobile;           23800000000;               手机号应为 1 开头的 11 位数字
            CUSTOMERS;    mobile;           1380000000x;               手机号应为 1 开头的 11 位数字
            CUSTOMERS;    birthday;         1990-02-29;                '不是日期，应为 2026-10-31 的写法'
            CUSTOMERS;    birthday;         2026-11-02;                出生日期在将来
            CUSTOMERS;    has_account;      '';                        不能为空
            CUSTOMERS;    has_account;      是;                        应为 true 或 false
            CUSTOMERS;    aum;              '';                        不能为空
            CUSTOMERS;    aum;              一百;                      '不是金额，应为 1234.56 的写法'
            CUSTOMERS;    aum;              1.2.3;                     '不是金额，应为 1234.56 的写法'
            CUSTOMERS;    aum;              1.234;                     金额最多两位小数
            CUSTOMERS;    aum;              -0.01;                     金额不能为负
            CUSTOMERS;    aum;              99999999999999.00;         金额过大
            CUSTOMERS;    institution_code; '';                        不能为空
            CUSTOMERS;    segments;         财富||代发;                客群应为 1 至 32 个字的名称，以竖线分隔
            CUSTOMERS;    segments;         全部;                      「全部」不能作为客群名称
            CUSTOMERS;    segments;         LONG;                      超过 512 个字符
            ASSIGNMENTS;  customer_no;      '';                        不能为空
            ASSIGNMENTS;  customer_no;      LONG;                      超过 32 个字符
            ASSIGNMENTS;  staff_no;         '';                        不能为空
            ASSIGNMENTS;  valid_from;       '';                        不能为空
            ASSIGNMENTS;  valid_from;       20250101;                  '不是日期，应为 2026-10-31 的写法'
            ASSIGNMENTS;  valid_to;         2025-1-1;                  '不是日期，应为 2026-10-31 的写法'
            ASSIGNMENTS;  valid_to;         2024-12-31;                结束日早于开始日
            BINDINGS;     external_userid;  '';                        不能为空
            BINDINGS;     external_userid;  联系人;                    外部联系人编号只能含可见的英文字符
            BINDINGS;     external_userid;  LONG;                      超过 64 个字符
            BINDINGS;     customer_no;      '';                        不能为空
            BINDINGS;     bound_at;         '';                        不能为空
            BINDINGS;     bound_at;         2026-03-01 08:00:00;       '不是时间，应为 2026-10-31T09:30:00+08:00 的写法'
            BINDINGS;     bound_at;         2026-03-01T08:00:00;       '不是时间，应为 2026-10-31T09:30:00+08:00 的写法'
            BINDINGS;     route;            '';                        不能为空
            BINDINGS;     route;            APP;                       认证方式应为 app 或 link
            BINDINGS;     province;         广东;                      省份代码应为 6 位数字
            BINDINGS;     unbound_at;       later;                     '不是时间，应为 2026-10-31T09:30:00+08:00 的写法'
            BINDINGS;     unbound_at;       2026-02-28T08:00:00+08:00; 解除时间早于认证时间
            HOLDINGS;     customer_no;      '';                        不能为空
            HOLDINGS;     account_no;       '';                        不能为空
            HOLDINGS;     account_no;       LONG;                      超过 64 个字符
            HOLDINGS;     kind;             定期;                      种类应为 DEMAND、TERM、WEALTH、FUND、INSURANCE、METAL、TRUST、LOAN 或 CARD
            HOLDINGS;     product;          '';                        不能为空
            HOLDINGS;     amount;           很多;                      '不是金额，应为 1234.56 的写法'
            HOLDINGS;     amount;           -1;                        金额不能为负
            HOLDINGS;     opened_on;        2025/01/01;                '不是日期，应为 2026-10-31 的写法'
            HOLDINGS;     matures_on;       2024-12-31;                到期日早于开立日
            ATTRIBUTES;   customer_no;      '';                        不能为空
            ATTRIBUTES;   attribute;        '';                        不能为空
            ATTRIBUTES;   attribute;        LONG;                      超过 32 个字符
            ATTRIBUTES;   attribute;        家庭住址;                  姓名、电话、证件、地址等个人信息不能作为属性
            ATTRIBUTES;   value;            13800000001;               像是手机号或证件号，不能作为属性的值
            ATTRIBUTES;   value;            LONG;                      超过 64 个字符
            INTERACTIONS; customer_no;      '';                        不能为空
            INTERACTIONS; staff_no;         '';                        不能为空
            INTERACTIONS; channel;          SMS;                       方式应为 CALL、VISIT、BRANCH 或 WECOM
            INTERACTIONS; contacted_at;     2026-03-01;                '不是时间，应为 2026-10-31T09:30:00+08:00 的写法'
            REFERRALS;    code;             '';                        不能为空
            REFERRALS;    code;             qr-0302;                   '转介绍码应为 r 加 9 位字母或数字'
            REFERRALS;    customer_no;      '';                        不能为空
            REFERRALS;    staff_no;         '';                        不能为空
            INTERACTIONS; contacted_at;     2099-03-01T08:00:00+08:00; 联系时间在将来
            """)
    void areNamedWithTheReason(ImportKind kind, String column, String value, String reason) {
        ImportFormat format = format(kind);
        List<String> columns = format.columns().stream().map(Column::name).toList();
        String[] fields = fields(kind);
        fields[columns.indexOf(column)] = value.equals("LONG") ? LONG : value;

        assertThat(faults(format, fields)).containsExactly(new RowFault(7, column, reason));
    }

    @ParameterizedTest
    @CsvSource({"INSTITUTIONS", "STAFF", "CUSTOMERS", "ASSIGNMENTS", "BINDINGS", "HOLDINGS", "ATTRIBUTES"})
    void areNotFoundInAGoodRow(ImportKind kind) {
        assertThat(faults(format(kind), fields(kind))).isEmpty();
    }

    private static String[] fields(ImportKind kind) {
        return String.valueOf(ROWS.get(kind)).split(",", -1);
    }

    private static ImportFormat format(ImportKind kind) {
        return java.util.Objects.requireNonNull(FORMATS.get(kind));
    }

    private static List<RowFault> faults(ImportFormat format, String... fields) {
        return new RowChecks(format).faults(new Row(new CsvRow(7, fields, null), fields));
    }
}
