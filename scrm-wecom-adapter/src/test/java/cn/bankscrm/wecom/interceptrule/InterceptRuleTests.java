package cn.bankscrm.wecom.interceptrule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.bankscrm.compliance.interceptrule.Drift;
import cn.bankscrm.compliance.interceptrule.InterceptRuleFailure;
import cn.bankscrm.compliance.interceptrule.KeepingInterceptRules;
import cn.bankscrm.compliance.interceptrule.LeftOut;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.lexicon.Publication;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.data.WeComData;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.ledger.Totals;
import cn.bankscrm.simulator.world.InterceptRules;
import cn.bankscrm.simulator.world.InterceptRules.Rule;
import cn.bankscrm.wecom.client.MovingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** WeCom's rules follow the lexicon, whatever people and WeCom do. */
@SpringBootTest(
        classes = InterceptRuleTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.jpa.hibernate.ddl-auto=none",
            "spring.flyway.enabled=false",
            "db-scheduler.enabled=false",
            "scrm.wecom.corp-id=" + WeComSimulator.DEMO_CORP_ID,
            "scrm.wecom.apps.customer.secret=customer-secret",
            "scrm.wecom.apps.customer.token=" + WeComSimulator.DEMO_TOKEN,
            "scrm.wecom.apps.customer.encoding-aes-key=" + WeComSimulator.DEMO_AES_KEY
        })
class InterceptRuleTests {

    private static final int PORT = freePort();
    private static final List<String> WRITES =
            List.of("add_intercept_rule", "update_intercept_rule", "del_intercept_rule");

    @Autowired
    JdbcClient db;

    @Autowired
    MovingClock clock;

    @Autowired
    LexiconDrafts drafts;

    @Autowired
    LexiconInForce lexicon;

    @Autowired
    KeepingInterceptRules keeping;

    private WeComSimulator weCom = start();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().register(registry);
        registry.add("scrm.wecom.api-base-url", () -> "http://127.0.0.1:" + PORT);
    }

    private static WeComSimulator start() {
        return WeComSimulator.builder()
                .port(PORT)
                .data(new WeComData(
                        List.of(
                                new Department(1, "总行", 0, 1, "0000"),
                                new Department(2, "湖南分行", 1, 1, "0100"),
                                new Department(3, "长沙支行", 2, 1, "0101")),
                        List.of(
                                new Member("ZhangSan", "张三", List.of(3L), "客户经理", 1, null),
                                new Member("lisi", "李四", List.of(3L), "柜员", 1, null)),
                        List.of(),
                        List.of(),
                        List::of))
                .clockAt(Instant.parse("2026-11-20T02:00:00Z"))
                .start();
    }

    @BeforeEach
    void empty() {
        clock.advance(Duration.ofHours(2));
        db.sql("""
                        truncate compliance.intercept_rule, compliance.intercept_drift, compliance.intercept_left_out,
                            wecom.department, wecom.member, wecom.access_token, wecom.api_limit, core.staff, core.institution
                        cascade
                        """).update();
        db.sql("""
                        update compliance.intercept_sync
                        set version = null, day = null, asked_at = null, failure = null, failed_at = null, failures = 0,
                            next_try_at = null
                        """).update();
        db.sql("""
                        insert into core.institution (id, code, name, parent_id, level, province, version)
                        values (1, '0000', '总行', null, 1, '430000', 0), (2, '0100', '湖南分行', 1, 2, '430000', 0),
                            (3, '0101', '长沙支行', 2, 3, '430000', 0)
                        """).update();
        db.sql("""
                        insert into core.institution_path (ancestor_id, institution_id, depth)
                        values (1, 1, 0), (2, 2, 0), (3, 3, 0), (1, 2, 1), (1, 3, 2), (2, 3, 1)
                        """).update();
        db.sql("""
                        insert into core.staff (id, staff_no, wecom_userid, name, version)
                        values (1, 'S1', 'ZhangSan', '张三', 0), (2, 'S2', 'lisi', '李四', 0)
                        """).update();
        db.sql("""
                        insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                        values (1, 1, 3, '客户经理', date '2026-01-01'), (2, 2, 3, '柜员', date '2026-01-01')
                        """).update();
        db.sql("""
                        insert into wecom.department (id, name, parent_id, institution_id)
                        values (1, '总行', 0, 1), (2, '湖南分行', 1, 2), (3, '长沙支行', 2, 3)
                        """).update();
        db.sql("""
                        insert into wecom.member (userid, written, staff_id, department_ids)
                        values ('zhangsan', 'ZhangSan', 1, '{3}'), ('lisi', 'lisi', 2, '{3}')
                        """).update();
    }

    @AfterEach
    void close() {
        weCom.close();
    }

    @Test
    void writesLiteralsIntoRulesByWhatIsToBeDoneAndInWhoseChats() {
        publish(
                literal("保本", Level.BLOCK),
                literal("稳赚", Level.WARN),
                literal("保本", Level.WARN),
                literal("零风险", Level.BLOCK).safeIn(List.of("并非零风险")),
                literal("湘宝", Level.BLOCK).within(new Reach(Set.of(), Set.of(new InstitutionCode("0100")), Set.of())),
                literal("返点", Level.BLOCK).within(new Reach(Set.of(Outlet.CHAT), Set.of(), Set.of("客户经理"))));

        assertThat(rules())
                .containsExactlyInAnyOrder(
                        "SCRM-拦截-001 1 [保本] [] [1]",
                        "SCRM-拦截-002 1 [湘宝] [] [2]",
                        "SCRM-拦截-003 1 [返点] [ZhangSan] []",
                        "SCRM-提示-004 2 [稳赚, 零风险] [] [1]");
        assertThat(keeping.overview().leftOut()).isEmpty();
    }

    @Test
    void tellsWhatDoesNotFitAndWhy() {
        publish(
                new LexiconEntry(Phrase.combination("保证|收益", 5), Level.BLOCK, "承诺"),
                literal("很".repeat(33), Level.BLOCK),
                literal("提到同业", Level.RECORD),
                literal("限时抢购", Level.WARN).within(new Reach(Set.of(Outlet.MOMENT), Set.of(), Set.of())),
                literal("川宝", Level.BLOCK).within(new Reach(Set.of(), Set.of(new InstitutionCode("0200")), Set.of())));

        assertThat(rules()).isEmpty();
        assertThat(keeping.overview().leftOut())
                .extracting(LeftOut::reason)
                .containsExactlyInAnyOrder(
                        LeftOut.Reason.COMBINATION,
                        LeftOut.Reason.TOO_LONG,
                        LeftOut.Reason.RECORD_ONLY,
                        LeftOut.Reason.NOT_FOR_CHATS,
                        LeftOut.Reason.NO_AUDIENCE);
    }

    @Test
    void oneWordChangedIsOneCallThatWrites() {
        List<LexiconEntry> entries = new ArrayList<>(IntStream.range(0, 700)
                .mapToObj(i -> literal("词" + i, Level.BLOCK))
                .toList());
        publish(entries);
        assertThat(writes()).isEqualTo(3);

        entries.set(123, literal("换了", Level.BLOCK));
        publish(entries);
        assertThat(writes()).isEqualTo(4);
        assertThat(words()).hasSize(700).contains("换了").doesNotContain("词123");

        keeping.keep();
        assertThat(writes()).isEqualTo(4);
    }

    @Test
    void leavesForeignRulesAloneAndCountsThem() {
        for (int i = 0; i < 98; i++) {
            foreign("别家" + i);
        }
        publish(IntStream.range(0, 601)
                .mapToObj(i -> literal("词%03d".formatted(i), i == 0 ? Level.WARN : Level.BLOCK))
                .toList());

        assertThat(weCom.world().interceptRules().all())
                .hasSize(100)
                .filteredOn(rule -> rule.name().startsWith("别家"))
                .hasSize(98);
        assertThat(keeping.overview().sync().foreignRules()).isEqualTo(98);
        assertThat(keeping.overview().leftOut())
                .containsExactly(new LeftOut("词000", Level.WARN, 0, LeftOut.Reason.NO_ROOM));
    }

    @Test
    void putsRightWhatSomebodyChangedInTheConsole() {
        publish(
                literal("保本", Level.BLOCK),
                literal("稳赚", Level.WARN),
                literal("湘宝", Level.BLOCK).within(new Reach(Set.of(), Set.of(new InstitutionCode("0100")), Set.of())));
        List<String> before = rules();
        Rule block = rule("SCRM-拦截-001");
        weCom.world()
                .interceptRules()
                .replace(block.withWords(List.of("天气"))
                        .renamed("改名")
                        .withType(2)
                        .withPatterns(List.of(1))
                        .reaching(Set.of("lisi"), Set.of()));
        weCom.world().interceptRules().remove(rule("SCRM-拦截-002").id());

        clock.advance(Duration.ofDays(1));
        lexicon.look();
        keeping.keep();

        assertThat(rules()).isEqualTo(before);
        assertThat(rule("SCRM-拦截-001").patterns()).isEmpty();
        assertThat(keeping.overview().drift())
                .extracting(Drift::number, Drift::kinds, Drift::missing, Drift::foreign)
                .containsExactlyInAnyOrder(
                        tuple(
                                1,
                                Set.of(
                                        Drift.Kind.NAME,
                                        Drift.Kind.KIND,
                                        Drift.Kind.WORDS,
                                        Drift.Kind.AUDIENCE,
                                        Drift.Kind.PATTERNS),
                                1,
                                1),
                        tuple(2, Set.of(Drift.Kind.DELETED), 1, 0));
    }

    @Test
    void removesWhatAKilledNodeMadeAndDidNotWriteDown() {
        weCom.world()
                .interceptRules()
                .add("SCRM-拦截-001", List.of("保本"), List.of(), 1, Set.of(), Set.of(1L), "customer-secret");
        publish(literal("稳赚", Level.BLOCK));
        assertThat(rules()).containsExactly("SCRM-拦截-001 1 [稳赚] [] [1]");
    }

    @Test
    void goesOnAfterFailuresWhenItIsTimeTo() {
        weCom.setFault(FaultKind.SYSTEM_BUSY, 1);
        publish(literal("保本", Level.BLOCK));
        assertThat(keeping.overview().sync().failure()).isEqualTo(InterceptRuleFailure.Kind.UNREACHABLE.name());
        weCom.clearFaults();
        keeping.keep();
        assertThat(rules()).as("not before it is time").isEmpty();
        clock.advance(Duration.ofMinutes(1));
        keeping.keep();
        assertThat(rules()).hasSize(1);
        assertThat(keeping.overview().sync().failure()).isNull();

        weCom.setFault(FaultKind.RATE_LIMIT, 1);
        publish(literal("稳赚", Level.BLOCK));
        assertThat(keeping.overview().sync().failure()).isEqualTo(InterceptRuleFailure.Kind.RATE_LIMITED.name());
        assertThat(words()).containsExactly("保本");
        weCom.clearFaults();
        weCom.close();
        weCom = start();
        clock.advance(Duration.ofMinutes(2));
        keeping.keep();
        assertThat(words()).as("a WeCom that lost all rules gets them again").containsExactly("稳赚");
    }

    @Test
    void anExpiredTokenStopsNothing() {
        publish(literal("保本", Level.BLOCK));
        weCom.withdrawTokens();
        publish(literal("稳赚", Level.BLOCK));
        assertThat(words()).containsExactly("稳赚");
    }

    @Test
    void comparesAtOnceWhenAsked() {
        publish(literal("保本", Level.BLOCK));
        weCom.world().interceptRules().remove(rule("SCRM-拦截-001").id());
        keeping.keep();
        assertThat(words()).isEmpty();
        keeping.ask();
        keeping.keep();
        assertThat(words()).containsExactly("保本");
        assertThat(keeping.overview().sync().askedAt()).isNull();
    }

    @Test
    void comparesEveryTenMinutesAndPutsRight() {
        publish(literal("保本", Level.BLOCK), literal("稳赚", Level.WARN));
        List<String> before = rules();
        long writes = writes();
        weCom.world().interceptRules().remove(rule("SCRM-拦截-001").id());
        weCom.world().interceptRules().replace(rule("SCRM-提示-002").withWords(List.of("天气")));

        clock.advance(Duration.ofMinutes(9));
        keeping.keep();
        assertThat(rules()).as("not before it is time").isNotEqualTo(before);
        clock.advance(Duration.ofMinutes(1));
        keeping.keep();
        assertThat(rules()).isEqualTo(before);
        assertThat(keeping.overview().drift()).extracting(Drift::number).containsExactlyInAnyOrder(1, 2);

        long repaired = writes();
        assertThat(repaired).isGreaterThan(writes);
        clock.advance(Duration.ofMinutes(10));
        keeping.keep();
        assertThat(writes()).as("nothing was changed, so nothing is written").isEqualTo(repaired);
        assertThat(keeping.overview().drift()).hasSize(2);
    }

    private static LexiconEntry literal(String term, Level level) {
        return new LexiconEntry(Phrase.literal(term), level, "测试");
    }

    private void publish(LexiconEntry... entries) {
        publish(List.of(entries));
    }

    private void publish(List<LexiconEntry> entries) {
        clock.advance(Duration.ofSeconds(1));
        assertThat(drafts.publish(
                        drafts.draft(entries.stream().map(LexiconLine::of).toList(), "测试", "anna"), null, "boris"))
                .isInstanceOf(Publication.Published.class);
        lexicon.look();
        keeping.keep();
    }

    private void foreign(String name) {
        weCom.world()
                .interceptRules()
                .add(name, List.of("别的"), List.of(), 1, Set.of(), Set.of(1L), InterceptRules.CONSOLE);
    }

    private List<String> rules() {
        return weCom.world().interceptRules().all().stream()
                .map(rule -> rule.name() + " " + rule.type() + " "
                        + rule.words().stream().sorted().toList() + " " + rule.users() + " " + rule.departments())
                .sorted()
                .toList();
    }

    private List<String> words() {
        return weCom.world().interceptRules().all().stream()
                .flatMap(rule -> rule.words().stream())
                .toList();
    }

    private Rule rule(String name) {
        return weCom.world().interceptRules().all().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long writes() {
        return WRITES.stream()
                .mapToLong(api -> {
                    Totals.Calls calls = weCom.ledger().totals().calls().get("externalcontact/" + api);
                    return calls == null ? 0 : calls.count();
                })
                .sum();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
