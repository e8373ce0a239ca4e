package cn.bankscrm.compliance.interception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.ComplianceNode;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.db.TestDatabase;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nothing leaves but through the door, and the door remembers. */
class InterceptionTests {

    private static final Reach SHANGHAI = new Reach(Set.of(), Set.of(new InstitutionCode("000002")), Set.of());

    @TempDir
    private Path data;

    private ComplianceNode node;
    private Interception door;
    private JdbcClient db;

    @BeforeEach
    void starts() {
        node = new ComplianceNode(TestDatabase.fresh(), data, new AdjustableClock());
        door = node.get(Interception.class);
        db = node.get(JdbcClient.class);
    }

    @AfterEach
    void ends() {
        node.close();
    }

    @Test
    void nothingLeavesWithoutALexicon() {
        assertThatExceptionOfType(DoorClosed.class).isThrownBy(() -> door.screen(chat("您好")));
        assertThat(verdicts()).isEmpty();
    }

    @Test
    void passesWarnsAndBlocksAndKeepsEachVerdict() {
        inForce(entry("保本", Level.BLOCK), entry("限时", Level.WARN), entry("理财", Level.RECORD));

        Decision passed = door.screen(chat("理财您好"));
        Decision warned = door.screen(chat("限时优惠"));
        Decision blocked = door.screen(chat("限时，保 本！"));

        assertThat(passed).isInstanceOfSatisfying(Decision.Passed.class, decision -> {
            assertThat(decision.text().text()).isEqualTo("理财您好");
            assertThat(decision.text().outlet()).isEqualTo(Outlet.CHAT);
            assertThat(decision.hits()).hasSize(1);
        });
        assertThat(warned).isInstanceOf(Decision.Warned.class);
        assertThat(blocked).isInstanceOf(Decision.Blocked.class);
        assertThat(blocked.hits()).extracting(Hit::start, Hit::end).contains(org.assertj.core.groups.Tuple.tuple(3, 6));
        assertThat(verdicts()).containsExactly("PASS 1 4", "WARN 1 4", "BLOCK 2 7");
    }

    @Test
    void keepsNoTextThatCouldBeRead() {
        inForce(entry("保本", Level.BLOCK));
        door.screen(chat("张三的账户保本"));
        assertThat(db.sql("select v::text from compliance.verdict v")
                        .query(String.class)
                        .single())
                .doesNotContain("张三")
                .doesNotContain("保本");
    }

    @Test
    void aWarnedSenderMayGoOnWithThatTextAndNoOther() {
        inForce(entry("限时", Level.WARN));
        VerdictId warning = door.screen(chat("限时优惠")).id();

        assertThat(door.goOn(warning, chat("限时优惠，保本"))).isEmpty();
        assertThat(door.goOn(warning, new Outgoing("限时优惠", Outlet.MASS_SEND, null)))
                .isEmpty();
        assertThat(door.stillCleared(warning, chat("限时优惠"))).isEmpty();

        assertThat(door.goOn(warning, chat("限时优惠")))
                .hasValueSatisfying(cleared -> assertThat(cleared.verdict()).isEqualTo(warning));
        assertThat(door.stillCleared(warning, chat("限时优惠"))).isPresent();
    }

    @Test
    void aBlockedTextIsNeverCleared() {
        inForce(entry("保本", Level.BLOCK));
        VerdictId blocked = door.screen(chat("保本")).id();

        assertThat(door.goOn(blocked, chat("保本"))).isEmpty();
        assertThat(door.stillCleared(blocked, chat("保本"))).isEmpty();
    }

    @Test
    void whatWaitedIsScreenedAgainByANewVersion() {
        inForce(entry("保本", Level.BLOCK));
        VerdictId passed = door.screen(chat("新话术")).id();
        assertThat(door.stillCleared(passed, chat("新话术"))).isPresent();

        inForce(entry("新话术", Level.BLOCK));

        assertThat(door.stillCleared(passed, chat("新话术"))).isEmpty();
        assertThat(door.screen(chat("新话术"))).isInstanceOf(Decision.Blocked.class);
    }

    @Test
    void entriesOfAnInstitutionApplyToItsStaffAlone() {
        organisation();
        inForce(new LexiconEntry(Phrase.literal("沪上"), Level.BLOCK, "分行").within(SHANGHAI));

        assertThat(door.screen(from("沪上客户", new StaffNo("S1")))).isInstanceOf(Decision.Blocked.class);
        assertThat(door.screen(from("沪上客户", new StaffNo("S2")))).isInstanceOf(Decision.Passed.class);
        assertThat(door.screen(chat("沪上客户"))).isInstanceOf(Decision.Passed.class);
        assertThatExceptionOfType(UnknownSender.class)
                .isThrownBy(() -> door.screen(from("沪上客户", new StaffNo("nobody"))));
        assertThat(db.sql("select count(*) from compliance.verdict where institution_id is not null")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void verdictsAreNeverChanged() {
        inForce(entry("保本", Level.BLOCK));
        door.screen(chat("保本"));
        for (String sql : List.of(
                "update compliance.verdict set verdict = 'PASS'",
                "delete from compliance.verdict",
                "truncate compliance.verdict cascade")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .as(sql)
                    .isThrownBy(() -> db.sql(sql).update());
        }
    }

    @Test
    void nothingLeavesWhereTheVerdictCannotBeKept() {
        inForce(entry("保本", Level.BLOCK));
        db.sql("alter table compliance.verdict rename to out_of_reach").update();
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> door.screen(chat("您好")));
    }

    @Test
    void nobodyButTheDoorMakesClearedText() {
        assertThat(Modifier.isFinal(Cleared.class.getModifiers())).isTrue();
        assertThat(Arrays.stream(Cleared.class.getDeclaredConstructors())
                        .map(Constructor::getModifiers)
                        .noneMatch(modifiers -> Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers)))
                .isTrue();
        assertThat(door.screen(opened("您好")).toString()).doesNotContain("您好");
    }

    private Outgoing opened(String text) {
        inForce(entry("保本", Level.BLOCK));
        return chat(text);
    }

    private void inForce(LexiconEntry... entries) {
        LexiconDrafts drafts = node.get(LexiconDrafts.class);
        drafts.publish(drafts.draft(Arrays.stream(entries).map(LexiconLine::of).toList(), "改", "anna"), null, "boris");
        node.get(LexiconInForce.class).look();
    }

    private void organisation() {
        db.sql("""
                insert into core.institution (id, code, name, parent_id, level, province, version) values
                    (1, '000001', '总行', null, 1, '110000', 0), (2, '000002', '上海分行', 1, 2, '310000', 0),
                    (3, '000003', '北京分行', 1, 2, '110000', 0), (4, '000004', '外滩支行', 2, 3, '310000', 0)
                """).update();
        db.sql("""
                insert into core.institution_path (ancestor_id, institution_id, depth) values
                    (1, 1, 0), (2, 2, 0), (3, 3, 0), (4, 4, 0), (1, 2, 1), (1, 3, 1), (1, 4, 2), (2, 4, 1)
                """).update();
        db.sql("insert into core.staff (id, staff_no, version) values (1, 'S1', 0), (2, 'S2', 0)")
                .update();
        db.sql("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from) values
                    (1, 1, 4, 'MANAGER', date '2020-01-01'), (2, 2, 3, 'MANAGER', date '2020-01-01')
                """).update();
    }

    private List<String> verdicts() {
        return db.sql("""
                        select verdict || ' ' || jsonb_array_length(hits) || ' ' || text_length
                        from compliance.verdict order by id
                        """)
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    private static LexiconEntry entry(String term, Level level) {
        return new LexiconEntry(Phrase.literal(term), level, "类别");
    }

    private static Outgoing chat(String text) {
        return from(text, null);
    }

    private static Outgoing from(String text, @Nullable StaffNo sender) {
        return new Outgoing(text, Outlet.CHAT, sender);
    }
}
