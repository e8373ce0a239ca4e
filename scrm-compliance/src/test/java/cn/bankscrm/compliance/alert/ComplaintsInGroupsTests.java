package cn.bankscrm.compliance.alert;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a complaint is that a customer makes in a group. */
class ComplaintsInGroupsTests {

    private static final Instant MORNING = Instant.parse("2026-11-16T02:00:00Z");
    private static final List<String> LI_AND_WANG = List.of("li", "wang", "wmanother");

    @TempDir
    private Path data;

    private AlertNode node;
    private ArchivedChats chats;
    private ConversationId room;

    @BeforeEach
    void starts() {
        node = new AlertNode(
                data,
                new AdjustableClock(),
                SpokenBy.class,
                SpokenToInGroups.class,
                WordRules.class,
                AlertReader.class);
        node.lexicon(new LexiconEntry(Phrase.literal("投诉"), Level.WARN, "客户投诉")
                .within(new Reach(Set.of(), Set.of(), Set.of(Reach.CUSTOMER))));
        chats = node.chats();
        room = chats.room("wrRoom1");
    }

    @AfterEach
    void ends() {
        node.close();
    }

    @Test
    void isOfWhomTheCustomerAddressesByName() {
        said(MORNING, "li", "大家好");
        complains(MORNING.plusSeconds(60), LI_AND_WANG, "@王经理 我要投诉");
        assertThat(raised()).containsExactly("S12 S");
    }

    @Test
    void isOfTheLongerNameWhereOneNameBeginsAnother() {
        node.db().sql("""
                insert into core.staff (id, staff_no, wecom_userid, name, version) values (13, 'S13', 'wang2', '王经理二', 0)
                """).update();
        node.db().sql("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                values (13, 13, 2, '客户经理', '2020-01-01')
                """).update();
        complains(MORNING, List.of("wang", "wang2"), "@王经理二 我要投诉");
        assertThat(raised()).containsExactly("S13 N");
    }

    @Test
    void isOfTheOnlyMemberOfStaffInTheGroup() {
        complains(MORNING, List.of("LI", "wmanother"), "我要投诉");
        assertThat(raised()).containsExactly("S11 N");
    }

    @Test
    void isOfWhoAnsweredLastWhereSeveralAreThere() {
        said(MORNING, "li", "大家好");
        said(MORNING.plusSeconds(60), "wang", "您好");
        complains(MORNING.plusSeconds(120), LI_AND_WANG, "我要投诉");
        said(MORNING.plusSeconds(180), "li", "怎么了");
        assertThat(raised()).containsExactly("S12 S");
    }

    @Test
    void isHeadOfficesWhereNobodyAnsweredLately() {
        said(MORNING.minus(SpokenToInGroups.ANSWERED_WITHIN).minusSeconds(1), "wang", "您好");
        complains(MORNING, LI_AND_WANG, "我要投诉");
        complains(MORNING.plus(Duration.ofDays(2)), LI_AND_WANG, "@李经理 @王经理 我要投诉");
        assertThat(raised()).containsExactly("- -", "- -");
    }

    private void said(Instant at, String member, String text) {
        chats.said(room, at, member, List.of(AlertNode.CUSTOMER), text);
    }

    private void complains(Instant at, List<String> to, String text) {
        chats.said(room, at, AlertNode.CUSTOMER, to, text);
    }

    /** Of each alert the member of staff and the institution. */
    private List<String> raised() {
        node.get(AlertReader.class).work();
        return node.db()
                .sql("""
                        select coalesce(s.staff_no, '-') || ' ' || coalesce(i.code, '-')
                        from compliance.alert a
                        left join core.staff s on s.id = a.staff_id
                        left join core.institution i on i.id = a.institution_id
                        order by a.at
                        """)
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }
}
