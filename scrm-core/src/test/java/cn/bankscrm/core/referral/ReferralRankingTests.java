package cn.bankscrm.core.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.bankscrm.core.SmallOrganisation;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.privacy.TestCipher;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.db.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Customer 1 brought three friends to manager 1 (branch A), one of them certified, and two to manager 2 (branch B),
 * both certified; manager 3 (branch B) added a friend with a code that is not for them.
 */
class ReferralRankingTests {

    private static final DataScope BANK = new DataScope.WholeBank();
    private static final LocalDate BEGIN = LocalDate.of(2026, 1, 1);
    private static final LocalDate END = LocalDate.of(2026, 10, 31);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-10-31T04:00:00Z"), ZoneId.of("Asia/Shanghai"));

    private final JdbcClient db = JdbcClient.create(TestDatabase.fresh().dataSource());
    private final ReferralRanking ranking = new ReferralRanking(db, NOON);
    private final BroughtFriends people = new BroughtFriends(db, TestCipher.get(), NOON);

    @BeforeEach
    void aSmallBank() {
        SmallOrganisation.enter(db);
        for (int i = 1; i <= 7; i++) {
            db.sql("""
                            insert into core.customer
                                (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                            values (:id, :no, :name, '', true, 1, :home)
                            """)
                    .param("id", i)
                    .param("no", "C" + i)
                    .param("name", TestCipher.get().encrypt("customer.name", "王小明"))
                    .param("home", i == 4 ? 3 : 2)
                    .update();
        }
        db.sql("""
                insert into core.referral_code (code, customer_id, staff_id, made_at)
                values ('r000000001', 1, 1, '2026-01-01Z'), ('r000000002', 1, 2, '2026-01-01Z')
                """).update();
        added(1, 1, "r000000001", "2026-03-01T10:00:00+08:00", 2);
        added(2, 1, "r000000001", "2026-03-02T10:00:00+08:00", 0);
        added(3, 1, "r000000001", "2026-10-31T23:30:00+08:00", 0);
        added(4, 2, "r000000002", "2025-12-31T23:30:00+08:00", 3);
        added(5, 2, "r000000002", "2026-10-01T10:00:00+08:00", 4);
        added(6, 3, "r000000001", "2026-10-01T10:00:00+08:00", 5);
    }

    @Test
    void ranksManagersByCertifiedThenByBrought() {
        assertThat(ranking.managers(LocalDate.of(2025, 1, 1), END, 10, BANK))
                .containsExactly(
                        new ReferralCount(false, "S2", "刘敏", "乙分行", 2, 2),
                        new ReferralCount(false, "S1", "张磊", "甲分行", 3, 1));
    }

    @Test
    void aPeriodBeginsAndEndsWithTheDayOfTheBusiness() {
        assertThat(ranking.managers(BEGIN, END, 10, BANK))
                .containsExactly(
                        new ReferralCount(false, "S1", "张磊", "甲分行", 3, 1),
                        new ReferralCount(false, "S2", "刘敏", "乙分行", 1, 1));
        assertThat(ranking.managers(BEGIN, LocalDate.of(2026, 10, 30), 1, BANK))
                .containsExactly(new ReferralCount(false, "S1", "张磊", "甲分行", 2, 1));
    }

    @Test
    void institutionsAddUpAndThoseWithoutAnyStandAtTheEnd() {
        db.sql("""
                insert into core.institution (id, code, name, parent_id, level, province, version)
                values (4, '0103', '丙分行', 1, 2, '110000', 0)
                """).update();
        db.sql("insert into core.institution_path (ancestor_id, institution_id, depth) values (4, 4, 0), (1, 4, 1)")
                .update();

        assertThat(ranking.below(new InstitutionId(1), BEGIN, END, BANK))
                .extracting(ReferralCount::name, ReferralCount::brought, ReferralCount::certified)
                .containsExactly(tuple("甲分行", 3L, 1L), tuple("乙分行", 1L, 1L), tuple("丙分行", 0L, 0L));
    }

    @Test
    void nobodySeesOtherThanTheirOwn() {
        DataScope branch = new DataScope.Subtree(new InstitutionId(2));
        assertThat(ranking.managers(BEGIN, END, 10, branch))
                .extracting(ReferralCount::key)
                .containsExactly("S1");
        assertThat(ranking.all(BEGIN, END, branch).brought()).isEqualTo(3);
        assertThat(ranking.all(BEGIN, END, new DataScope.OwnCustomers(new StaffId(2)))
                        .brought())
                .isEqualTo(1);
        assertThat(List.of(
                        ranking.all(BEGIN, END, new DataScope.Nothing()).brought(),
                        ranking.all(BEGIN, END, BANK).brought()))
                .containsExactly(0L, 4L);
    }

    @Test
    void everyFigureOpensOnThoseWhomItCounts() {
        assertThat(list(BEGIN, null, null, false, BANK))
                .extracting(BroughtFriend::manager, BroughtFriend::certified, BroughtFriend::customer)
                .containsExactly(
                        tuple(new StaffRef("S1", "张磊"), false, null),
                        tuple(new StaffRef("S2", "刘敏"), true, new CustomerNo("C4")),
                        tuple(new StaffRef("S1", "张磊"), false, null),
                        tuple(new StaffRef("S1", "张磊"), true, new CustomerNo("C2")));
        assertThat(list(BEGIN, null, null, true, BANK)).hasSize(2);
        assertThat(list(BEGIN, new InstitutionId(3), null, false, BANK))
                .extracting(friend -> friend.manager().no())
                .containsExactly("S2");
        assertThat(list(LocalDate.of(2025, 1, 1), null, new StaffId(2), false, BANK))
                .hasSize(2);
    }

    @Test
    void namesAreMaskedAndThoseOfOtherBranchesAreNotThere() {
        DataScope branchB = new DataScope.Subtree(new InstitutionId(3));
        BroughtFriend own = list(BEGIN, null, null, false, branchB).getFirst();
        assertThat(own.maskedName()).isEqualTo("王**");
        assertThat(own.customer()).isEqualTo(new CustomerNo("C4"));
        assertThat(own.referrer()).as("a customer of branch A").isNull();
        assertThat(own.maskedReferrer()).isNull();
        assertThat(list(BEGIN, new InstitutionId(2), null, false, branchB)).isEmpty();
        assertThat(list(BEGIN, null, new StaffId(1), false, branchB)).isEmpty();
        assertThat(list(BEGIN, null, null, false, new DataScope.Nothing())).isEmpty();

        BroughtFriend elsewhere = list(BEGIN, null, null, true, new DataScope.OwnCustomers(new StaffId(2)))
                .getFirst();
        assertThat(elsewhere.certified()).isTrue();
        assertThat(elsewhere.customer()).as("nobody's own customer").isNull();
        assertThat(elsewhere.maskedName()).isNull();
        assertThat(elsewhere.toString()).doesNotContain("王");
    }

    @Test
    void theListGoesOnWhereItEnded() {
        List<BroughtFriend> all = list(BEGIN, null, null, false, BANK);
        BroughtFriend second = all.get(1);
        assertThat(people.list(
                        new BroughtFriends.Filter(BEGIN, END, null, null, false),
                        Optional.of(new BroughtFriend.Position(second.addedAt(), second.link())),
                        1,
                        BANK))
                .containsExactly(all.get(2));
    }

    private List<BroughtFriend> list(
            LocalDate from,
            @Nullable InstitutionId institution,
            @Nullable StaffId staff,
            boolean certified,
            DataScope scope) {
        return people.list(
                new BroughtFriends.Filter(from, END, institution, staff, certified), Optional.empty(), 10, scope);
    }

    /** @param certifiedAs 0 for nobody */
    private void added(int id, int staff, String code, String at, int certifiedAs) {
        db.sql("insert into core.external_contact (id, external_userid, version) values (:id, :user, 0)")
                .param("id", id)
                .param("user", "wm" + id)
                .update();
        db.sql("""
                        insert into core.friend_link (id, staff_id, contact_id, added_at, state, first_add, version)
                        values (:id, :staff, :id, :at::timestamptz, :code, false, 0)
                        """)
                .param("id", id)
                .param("staff", staff)
                .param("at", at)
                .param("code", code)
                .update();
        if (certifiedAs > 0) {
            db.sql("""
                            insert into core.binding (id, contact_id, customer_id, bound_at, route)
                            values (:id, :id, :customer, :at::timestamptz, 'app')
                            """)
                    .param("id", id)
                    .param("customer", certifiedAs)
                    .param("at", at)
                    .update();
        }
    }
}
