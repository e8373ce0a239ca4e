package cn.bankscrm.compliance.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.core.institution.InstitutionCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/** What chats are found to hold, each message once. */
class AlertReaderTests {

    private static final Instant MORNING = Instant.parse("2026-11-16T02:00:00Z");
    private static final LexiconEntry GUARANTEED = entry("保本", Level.BLOCK, "承诺收益", Reach.EVERYWHERE);
    private static final LexiconEntry COMPLAINT =
            entry("投诉", Level.WARN, "客户投诉", new Reach(Set.of(), Set.of(), Set.of(Reach.CUSTOMER)));
    private static final LexiconEntry DISTRESS =
            entry("不想活", Level.BLOCK, "客户危急", new Reach(Set.of(), Set.of(), Set.of(Reach.CUSTOMER)));
    private static final LexiconEntry OF_SOUTH =
            entry("开门红", Level.WARN, "分行禁用", new Reach(Set.of(), Set.of(new InstitutionCode("S")), Set.of()));

    @TempDir
    private Path data;

    private AlertNode node;
    private AlertReader reader;
    private ArchivedChats chats;
    private ConversationId withLi;

    @BeforeEach
    void starts() {
        node = new AlertNode(
                data,
                new AdjustableClock(),
                SpokenBy.class,
                SpokenToInGroups.class,
                WordRules.class,
                AlertReader.class,
                DeletedCustomers.class);
        reader = node.get(AlertReader.class);
        chats = node.chats();
        withLi = chats.single("li", AlertNode.CUSTOMER);
    }

    @AfterEach
    void ends() {
        node.close();
    }

    @Test
    void findsWhatStaffMustNotSayAndWhatCustomersComplainOf() {
        node.lexicon(GUARANTEED, COMPLAINT, DISTRESS);
        staff("这款保本");
        staff("您可以投诉");
        customer("真的保本吗");
        customer("我要投诉");
        customer("我不想活了");
        reader.work();
        assertThat(alerts())
                .containsExactly("WORD 承诺收益 HIGH 2-4", "COMPLAINT 客户投诉 HIGH 2-4", "COMPLAINT 客户危急 URGENT 1-4");
    }

    @Test
    void entriesApplyWhereTheSpeakerWorks() {
        node.lexicon(OF_SOUTH);
        staff("开门红活动");
        chats.said(chats.single("wang", AlertNode.CUSTOMER), MORNING, "wang", List.of(AlertNode.CUSTOMER), "开门红活动");
        reader.work();
        assertThat(node.db()
                        .sql("select staff_id from compliance.alert")
                        .query(Long.class)
                        .list())
                .containsExactly(AlertNode.WANG.value());
    }

    @Test
    void findsSensitiveActionsOfStaffAlone() {
        node.lexicon(GUARANTEED);
        for (String kind : List.of("redpacket", "external_redpacket", "card", "file", "qydiskfile", "image")) {
            send("li", AlertNode.CUSTOMER, kind);
            send(AlertNode.CUSTOMER, "li", kind);
        }
        reader.work();
        assertThat(alerts())
                .containsExactly(
                        "SENSITIVE_ACTION RED_PACKET HIGH",
                        "SENSITIVE_ACTION RED_PACKET HIGH",
                        "SENSITIVE_ACTION NAME_CARD MEDIUM",
                        "SENSITIVE_ACTION FILE LOW",
                        "SENSITIVE_ACTION FILE LOW");
    }

    @Test
    void keepsNothingOfWhatWasSaid() {
        node.lexicon(GUARANTEED);
        staff("张三的存款保本");
        reader.work();
        assertThat(node.db()
                        .sql(
                                "select to_jsonb(a)::text || to_jsonb(g)::text from compliance.alert a join compliance.alert_group g on g.id = a.group_id")
                        .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                        .single())
                .doesNotContain("张三", "保本");
    }

    @Test
    void waitsForALexicon() {
        staff("这款保本");
        assertThat(reader.work()).isFalse();
        node.lexicon(GUARANTEED);
        reader.work();
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void aKillBetweenAlertsAndPlaceLosesNothingAndDoublesNothing() {
        node.lexicon(GUARANTEED);
        for (int i = 0; i < 30; i++) {
            staff("第" + i + "款保本");
        }
        node.killsBefore("update on compliance.archive_reader");
        assertThatThrownBy(() -> reader.work()).isInstanceOf(RuntimeException.class);
        assertThat(node.count("compliance.alert")).isZero();
        assertThat(node.count("compliance.alert_key")).isZero();

        node.killsNoMore();
        reader.work();
        reader.work();
        assertThat(node.count("compliance.alert")).isEqualTo(30);
        assertThat(node.db()
                        .sql("select count(distinct seq) from compliance.alert")
                        .query(Long.class)
                        .single())
                .isEqualTo(30);
        assertThat(node.count("compliance.alert_group")).isEqualTo(1);
    }

    @Test
    void readingEverythingAgainRaisesNothingAgain() {
        node.lexicon(GUARANTEED, COMPLAINT);
        staff("这款保本");
        customer("我要投诉");
        send("li", AlertNode.CUSTOMER, "card");
        reader.work();
        node.get(cn.bankscrm.compliance.archive.ArchiveReaders.class).restart(AlertReader.NAME);
        reader.work();
        WordRules rules = node.get(WordRules.class);
        LexiconInForce.Built built = node.get(LexiconInForce.class).get().orElseThrow();
        List<NewAlert> again = rules.foundAgain(
                node.get(cn.bankscrm.compliance.archive.ChatMessages.class).messagesAfter(0, 100), built);
        assertThat(again).hasSize(2);
        Alerts alerts = node.get(Alerts.class);
        for (NewAlert each : again) {
            boolean raised = Objects.requireNonNull(node.transaction().execute(status -> alerts.raise(each)));
            assertThat(raised).isFalse();
        }
        assertThat(alerts()).hasSize(3);
    }

    @Test
    void raisesADeletionByStaffOnceAndNoneByCustomers() {
        node.db().sql("""
                insert into core.external_contact (id, external_userid, version) values (22, 'wmcustomer2', 0)
                """).update();
        node.db().sql("""
                insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, ended_at, ended_by, version) values
                    (31, 11, 21, now() - interval '9 days', false, now() - interval '1 hour', 'STAFF', 0),
                    (32, 11, 22, now() - interval '9 days', false, now() - interval '1 hour', 'CUSTOMER', 0),
                    (33, 12, 22, now() - interval '9 days', false, now() - interval '8 days', 'STAFF', 0)
                """).update();
        DeletedCustomers deleted = node.get(DeletedCustomers.class);
        deleted.work();
        deleted.work();
        assertThat(alerts()).containsExactly("SENSITIVE_ACTION CUSTOMER_DELETED MEDIUM");
        assertThatThrownBy(() -> node.db()
                        .sql("update compliance.alert set level = 'LOW'")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    private void staff(String text) {
        chats.said(withLi, MORNING, "li", List.of(AlertNode.CUSTOMER), text);
    }

    private void customer(String text) {
        chats.said(withLi, MORNING, AlertNode.CUSTOMER, List.of("li"), text);
    }

    private void send(String from, String to, String kind) {
        chats.message(
                withLi,
                MORNING,
                from,
                List.of(to),
                kind,
                JsonMapper.builder().build().createObjectNode(),
                Optional.empty());
    }

    private List<String> alerts() {
        return node.db()
                .sql("""
                        select concat_ws(' ', source, rule, level, case when hits <> '[]' then
                            (hits -> 0 ->> 'start') || '-' || (hits -> 0 ->> 'end') end)
                        from compliance.alert order by id
                        """)
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    private static LexiconEntry entry(String term, Level level, String category, Reach reach) {
        return new LexiconEntry(Phrase.literal(term), level, category).within(reach);
    }
}
