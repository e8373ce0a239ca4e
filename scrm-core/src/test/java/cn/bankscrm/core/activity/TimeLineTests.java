package cn.bankscrm.core.activity;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.SmallOrganisation;
import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerProfile;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.customer.PersonalData;
import cn.bankscrm.core.customer.RevealOutcome;
import cn.bankscrm.core.customer.RevealingPersonalData;
import cn.bankscrm.core.customer.SeenCustomer;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.note.NewNote;
import cn.bankscrm.core.note.NoteChannel;
import cn.bankscrm.core.note.Notes;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.TestCipher;
import cn.bankscrm.core.referral.Referrals;
import cn.bankscrm.core.referral.Referred;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.db.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/**
 * Customer C1 of branch A (2), managed by S1; S2 sits in branch B (3). Contact 1 was certified as C2 first and is
 * certified as C1 since; contact 2 is C1's alone; contact 3 came by C1's referral code. It is noon on 2026-10-31.
 */
@JdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
@Import({
    TimeLine.class,
    TimeLineSources.class,
    Activities.class,
    Notes.class,
    Referrals.class,
    CustomerQueries.class,
    AuditLog.class,
    RevealingPersonalData.class,
    TimeLineTests.Surroundings.class
})
class TimeLineTests {

    private static final DataScope BANK = new DataScope.WholeBank();
    private static final DataScope BRANCH_A = new DataScope.Subtree(new InstitutionId(2));

    @Autowired
    JdbcClient db;

    @Autowired
    CustomerQueries customers;

    @Autowired
    TimeLine timeLine;

    @Autowired
    Activities activities;

    @Autowired
    Notes notes;

    @Autowired
    Referrals referrals;

    @Autowired
    RevealingPersonalData revealing;

    @BeforeEach
    void aSmallBank() {
        SmallOrganisation.enter(db);
        db.sql("insert into core.segment (name) values ('私行'), ('代发')").update();
        for (int i = 1; i <= 3; i++) {
            db.sql("""
                            insert into core.customer (id, customer_no, name_enc, name_digest, mobile_enc, has_account, aum,
                                institution_id, segment_ids)
                            values (:id, :no, :name, '', :mobile, true, 1, 2, '{2}')
                            """)
                    .param("id", i)
                    .param("no", "C" + i)
                    .param("name", TestCipher.get().encrypt("customer.name", "王小明"))
                    .param("mobile", TestCipher.get().encrypt("customer.mobile", "13812341234"))
                    .update();
        }
        db.sql("""
                insert into core.assignment (id, customer_id, staff_id, valid_from, valid_to) values
                    (1, 1, 2, '2026-02-01', '2026-05-31'), (2, 1, 1, '2026-06-01', null), (3, 2, 1, '2026-02-01', '2026-04-30')
                """).update();
        db.sql("""
                insert into core.customer_segment_change (customer_id, changed_on, segment_ids_before)
                values (1, '2026-07-01', '{}'), (1, '2026-08-01', '{1}')
                """).update();
        db.sql("""
                insert into core.external_contact (id, external_userid, version)
                values (1, 'wm1', 0), (2, 'wm2', 0), (3, 'wm3', 0)
                """).update();
        db.sql("""
                insert into core.binding (id, contact_id, customer_id, bound_at, unbound_at, route) values
                    (1, 1, 2, '2026-03-01 10:00+08', '2026-04-01 10:00+08', 'link'),
                    (2, 1, 1, '2026-06-02 10:00+08', null, 'link'),
                    (3, 2, 1, '2026-02-10 10:00+08', '2026-03-01 10:00+08', 'app'),
                    (4, 2, 1, '2026-03-05 10:00+08', null, 'app')
                """).update();
    }

    private SeenCustomer c1(DataScope scope) {
        return customers.see(new CustomerNo("C1"), scope).orElseThrow();
    }

    private static Activity chat(String at, long contact, @Nullable CustomerId customer) {
        return new Activity(
                Instant.parse(at),
                ActivityKind.CHATTED,
                customer,
                new ExternalContactId(contact),
                new StaffId(1),
                "chat:" + at + contact,
                Map.of());
    }

    @Test
    void mergesEverySourceNewestFirstAndTellsWhatChanged() {
        link(10, 1, 1, "2026-06-01 10:00+08", null);
        List<TimeLineEntry> lines =
                timeLine.page(c1(BANK), TimeLineFilter.NONE, null, 50).entries();

        assertThat(lines)
                .extracting(TimeLineEntry::kind)
                .containsExactly(
                        TimeLineKind.SEGMENTS_CHANGED,
                        TimeLineKind.SEGMENTS_CHANGED,
                        TimeLineKind.BOUND,
                        TimeLineKind.LINK_ADDED,
                        TimeLineKind.MANAGER_BEGAN,
                        TimeLineKind.BOUND,
                        TimeLineKind.UNBOUND,
                        TimeLineKind.BOUND,
                        TimeLineKind.MANAGER_BEGAN);
        assertThat(lines.getFirst().details()).isEqualTo(Map.of("added", "代发", "removed", "私行"));
        assertThat(lines.get(1).details()).isEqualTo(Map.of("added", "私行"));
        assertThat(lines.get(4).at()).isEqualTo("2026-05-31T16:00:00Z");
    }

    /** Contact 1 was C2's from its beginning to the end of that certification, and C1's ever since. */
    @Test
    void countsWhatAContactDidBeforeCertificationAndNothingOfTheTimeAsSomebodyElse() {
        activities.record(List.of(
                chat("2026-01-15T02:00:00Z", 1, null),
                chat("2026-03-15T02:00:00Z", 1, null),
                chat("2026-05-15T02:00:00Z", 1, null),
                chat("2026-01-20T02:00:00Z", 2, null),
                chat("2026-09-15T02:00:00Z", 2, new CustomerId(1)),
                chat("2026-09-16T02:00:00Z", 2, new CustomerId(2))));

        assertThat(timeLine.page(c1(BANK), new TimeLineFilter(TimeLineKind.Group.CONTACT, null, null, null), null, 50)
                        .entries())
                .extracting(entry -> entry.at().toString())
                .containsExactly("2026-09-15T02:00:00Z", "2026-05-15T02:00:00Z", "2026-01-20T02:00:00Z");
    }

    @Test
    void pagesByKeyWithoutLossOrRepetitionAlsoWhereManyThingsHappenAtOnce() {
        Instant moment = Instant.parse("2026-06-02T02:00:00Z");
        List<Activity> many = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            many.add(new Activity(
                    moment.plusSeconds(i / 10),
                    ActivityKind.CALLED,
                    new CustomerId(1),
                    null,
                    new StaffId(1),
                    "many:" + i,
                    Map.of("n", String.valueOf(i))));
        }
        activities.record(many);
        link(10, 1, 1, "2026-06-02 10:00+08", null);

        List<TimeLineEntry> whole =
                timeLine.page(c1(BANK), TimeLineFilter.NONE, null, 100).entries();
        List<TimeLineEntry> pieces = new ArrayList<>();
        String after = null;
        do {
            TimeLinePage page = timeLine.page(c1(BANK), TimeLineFilter.NONE, after, 4);
            assertThat(page.entries()).isNotEmpty();
            pieces.addAll(page.entries());
            after = page.next();
        } while (after != null);

        assertThat(whole).hasSize(32);
        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void filtersByPersonAndPeriodAndNamesNobodyOutsideTheScope() {
        activities.record(List.of(chat("2026-09-15T02:00:00Z", 2, new CustomerId(1))));
        TimeLineFilter september = new TimeLineFilter(null, null, LocalDate.of(2026, 9, 15), LocalDate.of(2026, 9, 15));

        assertThat(timeLine.page(c1(BANK), september, null, 9).entries()).hasSize(1);
        assertThat(timeLine.page(c1(BANK), staff("S1"), null, 9).entries())
                .extracting(TimeLineEntry::kind)
                .containsExactly(TimeLineKind.CHATTED, TimeLineKind.MANAGER_BEGAN);
        assertThat(timeLine.page(c1(BANK), staff("S2"), null, 9).entries()).hasSize(1);
        assertThat(timeLine.page(c1(BRANCH_A), staff("S2"), null, 9).entries()).isEmpty();
        assertThat(timeLine.page(c1(BRANCH_A), TimeLineFilter.NONE, null, 50).entries().stream()
                        .filter(TimeLineEntry::elsewhere))
                .singleElement()
                .extracting(TimeLineEntry::staff)
                .isNull();
    }

    @Test
    void aNoteAboutAContactIsOneAndARemarkIsNone() {
        NewNote call = new NewNote(NoteChannel.CALL, LocalDate.of(2026, 10, 30), "谈了到期理财", LocalDate.of(2026, 11, 5));
        notes.write(c1(BANK), new NewNote(null, LocalDate.of(2026, 10, 31), "喜欢爬山", null), "u", Optional.empty());
        assertThat(customers.profile(c1(BANK)).lastContactAt()).isNull();

        notes.write(c1(BANK), call, "u", Optional.of(new StaffId(1)));

        List<TimeLineEntry> lines =
                timeLine.page(c1(BANK), TimeLineFilter.NONE, null, 2).entries();
        assertThat(lines).extracting(TimeLineEntry::kind).containsExactly(TimeLineKind.NOTED, TimeLineKind.CALLED);
        assertThat(lines.getLast().at()).isEqualTo("2026-10-30T04:00:00Z");
        Long id = Long.valueOf(lines.getLast().details().get("note"));
        assertThat(notes.texts(c1(BANK), List.of(id))).isEqualTo(Map.of(id, "谈了到期理财"));
        assertThat(notes.texts(customers.see(new CustomerNo("C2"), BANK).orElseThrow(), List.of(id)))
                .isEmpty();
        assertThat(notes.reminders(c1(BANK))).containsExactly(LocalDate.of(2026, 11, 5));
        assertThat(customers.profile(c1(BANK)).lastContactAt()).isEqualTo("2026-10-30T04:00:00Z");
        assertThat(db.sql("select text_enc from core.note")
                        .query((row, n) -> new String(row.getBytes("text_enc"), StandardCharsets.UTF_8))
                        .list())
                .noneMatch(text -> text.contains("爬山"));
    }

    /**
     * C1 brings contact 3, who becomes C3; C3 brings contact 1's friend. States that are no code of that manager are
     * nothing.
     */
    @Test
    void followsReferralsBothWaysAndIgnoresForeignStates() {
        String code = referrals.code(c1(BANK), new StaffId(1));
        assertThat(code).matches("r[0-9A-Za-z]{9}");
        assertThat(referrals.code(c1(BANK), new StaffId(1))).isEqualTo(code);
        link(10, 1, 3, "2026-09-01 10:00+08", code);
        link(11, 2, 3, "2026-09-02 10:00+08", code);
        link(12, 1, 2, "2026-09-03 10:00+08", code);
        link(13, 2, 1, "2026-09-04 10:00+08", "r00000000x");
        db.sql(
                        "insert into core.binding (id, contact_id, customer_id, bound_at, route) values (9, 3, 3, '2026-09-05 10:00+08', 'app')")
                .update();

        assertThat(referrals.brought(c1(BANK)))
                .extracting(Referred::level, Referred::customer)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1, new CustomerNo("C3")));
        SeenCustomer c3 = customers.see(new CustomerNo("C3"), BANK).orElseThrow();
        assertThat(referrals.broughtBy(c3)).extracting(Referred::customer).containsExactly(new CustomerNo("C1"));
        assertThat(timeLine.page(c1(BANK), TimeLineFilter.NONE, null, 50).entries())
                .filteredOn(entry -> entry.kind() == TimeLineKind.REFERRED)
                .hasSize(1);
    }

    @Test
    void showsPersonalDataWithAnEntryOfTheReasonAndOnlySoOften() {
        assertThat(revealing.reveal(c1(BANK), "客户来电"))
                .isEqualTo(new RevealOutcome.Revealed(new PersonalData("王小明", "13812341234", null)));
        assertThat(db.sql("select reason, subject_id, institution_id from core.audit_entry")
                        .query()
                        .singleRow())
                .containsEntry("reason", "客户来电")
                .containsEntry("subject_id", "C1")
                .containsEntry("institution_id", 2L);
        for (int i = 1; i < RevealingPersonalData.MOST_IN_AN_HOUR; i++) {
            revealing.reveal(c1(BANK), "客户来电");
        }
        assertThat(revealing.reveal(c1(BANK), "再看一次"))
                .isEqualTo(new RevealOutcome.TooOften(RevealingPersonalData.MOST_IN_AN_HOUR));
    }

    @Test
    void everyKindOfActivityHasItsPlace() {
        Set<String> kinds = Set.of(
                java.util.Arrays.stream(TimeLineKind.values()).map(Enum::name).toArray(String[]::new));
        assertThat(kinds)
                .containsAll(java.util.Arrays.stream(ActivityKind.values())
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void aProfileHoldsHoldingsByMaturityAndTagsOfBothKinds() {
        link(10, 1, 2, "2026-06-01 10:00+08", null);
        db.sql("""
                insert into core.holding (customer_id, account_no, kind, product, amount, matures_on) values
                    (1, 'a', 'DEMAND', '活期', 5, null), (1, 'b', 'TERM', '三年定存', 7, '2027-01-01'),
                    (1, 'c', 'WEALTH', '稳健', 9, '2026-11-03'), (1, 'd', 'WEALTH', '已到期', 9, '2026-10-30')
                """).update();
        db.sql("""
                insert into core.tag_group (id, wecom_group_id, name, sort_order, kind) overriding system value
                values (1, 'g', '偏好', 1, 'CORP'), (2, null, '行内', 2, 'OWN')
                """).update();
        db.sql("""
                insert into core.tag (id, group_id, wecom_tag_id, name, sort_order) overriding system value
                values (1, 1, 't', '黄金', 1), (2, 2, null, '常客', 1)
                """).update();
        db.sql("insert into core.friend_link_tag (link_id, tag_id) values (10, 1)")
                .update();
        db.sql("insert into core.customer_tag (customer_id, tag_id, by_rule, tagged_at) values (1, 2, true, now())")
                .update();

        CustomerProfile profile = customers.profile(c1(BANK));

        assertThat(profile.holdings()).extracting(h -> h.product()).containsExactly("稳健", "三年定存", "活期");
        assertThat(profile.tags())
                .extracting(t -> t.name() + t.own() + t.byRule())
                .containsExactly("常客truetrue", "黄金falsefalse");
    }

    private void link(long id, long staff, long contact, String addedAt, @Nullable String state) {
        db.sql("""
                        insert into core.friend_link (id, staff_id, contact_id, added_at, state, first_add, version)
                        values (:id, :staff, :contact, :addedAt::timestamptz, :state, false, 0)
                        """)
                .param("id", id)
                .param("staff", staff)
                .param("contact", contact)
                .param("addedAt", addedAt)
                .param("state", state)
                .update();
    }

    private static TimeLineFilter staff(String no) {
        return new TimeLineFilter(null, new StaffNo(no), null, null);
    }

    @TestConfiguration
    static class Surroundings {

        @Bean
        @Primary
        Clock noonInShanghai() {
            return Clock.fixed(Instant.parse("2026-10-31T04:00:00Z"), ZoneId.of("Asia/Shanghai"));
        }

        @Bean
        @Primary
        FieldCipher cipher() {
            return TestCipher.get();
        }

        @Bean
        @Primary
        CurrentActor officer() {
            return () -> new Actor(Actor.Kind.ACCOUNT, "hg01", "合规", "COMPLIANCE", "10.1.2.3");
        }
    }
}
