package cn.bankscrm.wecom.contactway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.contactway.CarryingOutContactWays;
import cn.bankscrm.engagement.contactway.ContactWayId;
import cn.bankscrm.engagement.contactway.ContactWayPublishing;
import cn.bankscrm.engagement.contactway.ContactWays;
import cn.bankscrm.engagement.contactway.ReconcilingContactWays;
import cn.bankscrm.engagement.contactway.WayLine;
import cn.bankscrm.engagement.contactway.WayMember;
import cn.bankscrm.engagement.contactway.WayPlan;
import cn.bankscrm.engagement.contactway.WayQueries;
import cn.bankscrm.engagement.contactway.WayTrouble;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.world.ContactWays.ContactWay;
import cn.bankscrm.wecom.message.TouchSetting;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Codes in WeCom follow their plans, whatever gets lost on the way. It is Friday, noon in Shanghai, or a little later.
 */
class ContactWayTests extends TouchSetting {

    private static final DataScope ALL = new DataScope.WholeBank();
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration TOO_SLOW = Duration.ofMillis(5500);

    @Autowired
    ContactWays ways;

    @Autowired
    WayQueries queries;

    @Autowired
    CarryingOutContactWays carryingOut;

    @Autowired
    ReconcilingContactWays reconciling;

    @Autowired
    ContactWayPublishing publishing;

    @BeforeEach
    void none() {
        run("truncate engagement.contact_way, engagement.contact_way_orphan cascade");
        LocalDate friday = LocalDate.now(clock.withZone(ZONE)).plusDays(7);
        while (friday.getDayOfWeek() != DayOfWeek.FRIDAY) {
            friday = friday.plusDays(1);
        }
        pass(Duration.between(clock.instant(), friday.atTime(12, 0).atZone(ZONE).toInstant()));
    }

    @Test
    void aCodeLeadsToThoseOnDutyAndFollowsTheHours() {
        ContactWayId id = made(member(0, 9, 17), member(1, 14, 22), standIn(2));
        work();
        assertThat(codes()).hasSize(1);
        ContactWay code = only();
        assertThat(code.users()).containsExactly("Member0");
        assertThat(code.skipVerify()).isTrue();
        assertThat(code.remark()).isEqualTo("城东支行大堂");
        assertThat(code.state()).matches("w[0-9a-f]{8}-[0-9A-Za-z]{12}");
        WayLine line = line(id);
        assertThat(line.state()).isEqualTo(code.state());
        assertThat(String.valueOf(line.address()))
                .as("as the picture says")
                .isEqualTo("http://127.0.0.1:" + PORT + "/sim/add/" + code.configId());
        assertThat(line.leadsTo()).containsExactly("员工0");

        work();
        assertThat(calls("update_contact_way")).as("nothing differs").isZero();

        pass(Duration.ofHours(3));
        work();
        assertThat(only().users()).containsExactly("Member0", "Member1");
        pass(Duration.ofHours(3));
        work();
        assertThat(only().users()).containsExactly("Member1");
        pass(Duration.ofHours(5));
        work();
        assertThat(only().users()).as("night").containsExactly("Member2");
        assertThat(calls("update_contact_way")).isEqualTo(3);
        assertThat(calls("add_contact_way")).isEqualTo(1);
    }

    @Test
    void whatCustomersMustNotReadIsNoNameOfACodeNorANeighbourhood() {
        for (String[] words : List.of(new String[] {"保本大堂", "锦绣花园"}, new String[] {"城东支行", "锦绣花园，保 本"})) {
            assertThat(ways.make(
                            new InstitutionId(1),
                            new WayPlan(words[0], "厅堂", false, words[1], List.of(member(0, 9, 17), standIn(2))),
                            ALL,
                            "tester"))
                    .isEqualTo(new ContactWays.Saved.Refused(Set.of(WayPlan.Problem.WORDS)));
        }
    }

    @Test
    void whoHasAsManyAsTheCapSaysMakesRoomUntilTomorrow() {
        ContactWayId id = made(
                new WayMember(
                        new StaffId(0),
                        false,
                        EnumSet.allOf(DayOfWeek.class),
                        LocalTime.of(0, 0),
                        LocalTime.of(23, 59),
                        2),
                standIn(1));
        work();
        befriended(id, 0, 2);
        work();
        assertThat(only().users()).containsExactly("Member1");
        pass(Duration.ofHours(13));
        work();
        assertThat(only().users()).containsExactly("Member0");
    }

    @Test
    void whoLeavesTheBankIsLedToNoMore() {
        ContactWayId id = made(member(0, 9, 17), standIn(1));
        work();
        run("update core.staff_post set valid_to = date '2026-10-01' where staff_id in (0)");
        work();
        assertThat(only().users()).containsExactly("Member1");
        run("update core.staff_post set valid_to = date '2026-10-01' where staff_id in (1)");
        work();
        assertThat(only().users()).as("a code leads to somebody").containsExactly("Member1");
        assertThat(line(id).trouble()).isEqualTo(WayTrouble.NOBODY);
        run("update core.staff_post set valid_to = null");
        work();
        assertThat(line(id).trouble()).isNull();
        assertThat(only().users()).containsExactly("Member0");
    }

    @Test
    void aCodeWhoseAnswerWasLostIsFoundByItsState() {
        ContactWayId id = made(member(0, 9, 17), standIn(1));
        tokenIsThere();
        weCom.setFault(FaultKind.SLOW, 1, TOO_SLOW);
        work();
        weCom.clearFaults();
        pass(Duration.ofMinutes(2));
        work();
        work();
        assertThat(codes()).hasSize(1);
        assertThat(calls("add_contact_way")).isEqualTo(1);
        assertThat(line(id).address()).isNotNull();
    }

    @Test
    void aCodeWhoseAnswerCannotBeReadIsFoundToo() {
        ContactWayId id = made(member(0, 9, 17), standIn(1));
        tokenIsThere();
        weCom.setFault(FaultKind.MALFORMED, 1);
        work();
        pass(Duration.ofMinutes(2));
        work();
        assertThat(line(id).address())
                .as("the look failed, too: still nobody knows")
                .isNull();
        weCom.clearFaults();
        pass(Duration.ofMinutes(10));
        work();
        work();
        assertThat(calls("add_contact_way")).isEqualTo(1);
        assertThat(codes()).hasSize(1);
        assertThat(line(id).address()).isNotNull();
    }

    @Test
    void aNodeThatDiesBeforeItStoresTheAnswerLeavesOneCodeOnly() {
        ContactWayId id = made(member(0, 9, 17), standIn(1));
        killsBefore("update of config_id on engagement.contact_way");
        assertThatThrownBy(this::work).isInstanceOfAny(DataAccessException.class, TransactionException.class);
        killsNoMore();
        assertThat(codes()).hasSize(1);
        pass(Duration.ofMinutes(5));
        work();
        work();
        assertThat(codes()).hasSize(1);
        assertThat(calls("add_contact_way")).isEqualTo(1);
        assertThat(line(id).address()).isNotNull();
    }

    @Test
    void aCallThatDidNotArriveIsMadeAgain() {
        made(member(0, 9, 17), standIn(1));
        weCom.setFault(FaultKind.RATE_LIMIT, 1, Duration.ZERO);
        work();
        weCom.clearFaults();
        assertThat(codes()).isEmpty();
        pass(Duration.ofMinutes(3));
        work();
        assertThat(codes()).hasSize(1);
        assertThat(calls("list_contact_way")).as("it is known not to be there").isZero();
    }

    @Test
    void twoNodesMakeEachCodeOnce() throws Exception {
        for (int n = 0; n < 8; n++) {
            made(member(n % 4, 9, 17), standIn(5));
        }
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Boolean> node = () -> {
            together.await();
            work();
            return true;
        };
        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            for (var done : nodes.invokeAll(List.of(node, node))) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(codes()).hasSize(8);
        assertThat(calls("add_contact_way")).isEqualTo(8);
    }

    @Test
    void anEndedCodeIsTakenAwayAndOneWhoseMemberIsRefusedSaysSo() {
        ContactWayId id = made(member(0, 9, 17), standIn(1));
        work();
        assertThat(ways.end(id, ALL, "test")).isTrue();
        work();
        assertThat(codes()).isEmpty();
        assertThat(ways.end(id, ALL, "test")).as("once").isFalse();

        run("update core.staff set wecom_userid = 'Nobody' where id = 3");
        ContactWayId refused = made(member(3, 9, 17), standIn(1));
        work();
        assertThat(line(refused).trouble()).isEqualTo(WayTrouble.MEMBER);
        run("update core.staff set wecom_userid = 'Member3' where id = 3");
        pass(Duration.ofMinutes(16));
        work();
        assertThat(line(refused).trouble()).isNull();
        assertThat(only().users()).containsExactly("Member3");
    }

    @Test
    void theNightFindsOrphansAndWhatIsGone() {
        ContactWayId id = made(member(0, 9, 17), standIn(1));
        work();
        weCom.world().contactWays().add(only().owner(), 2, 2, "旧海报", true, "old", List.of("Member4"));
        reconciling.reconcile(publishing);
        assertThat(queries.orphans(ALL)).singleElement().satisfies(orphan -> {
            assertThat(orphan.remark()).isEqualTo("旧海报");
            assertThat(orphan.members()).isEqualTo(1);
        });
        assertThat(queries.orphans(new DataScope.Subtree(new InstitutionId(1)))).isEmpty();
        String orphan = queries.orphans(ALL).getFirst().configId();
        assertThat(ways.removeOrphan(orphan, new DataScope.Subtree(new InstitutionId(1)), "test"))
                .isFalse();
        assertThat(ways.removeOrphan(orphan, ALL, "test")).isTrue();
        assertThat(reconciling.removeOrphans(publishing)).isTrue();
        assertThat(queries.orphans(ALL)).isEmpty();
        assertThat(codes()).hasSize(1);

        String state = only().state();
        weCom.world().contactWays().remove(only());
        reconciling.reconcile(publishing);
        assertThat(line(id).trouble()).isEqualTo(WayTrouble.GONE);
        work();
        assertThat(codes()).as("nobody said that it is to come back").isEmpty();
        assertThat(ways.makeAnew(id, ALL)).isTrue();
        work();
        assertThat(only().state()).isEqualTo(state);
        assertThat(line(id).trouble()).isNull();
    }

    @Test
    void whoScansIsCountedByDayAndCertifiedOrDeletedLater() {
        ContactWayId id = made(member(0, 9, 17), standIn(1));
        work();
        befriended(id, 0, 4);
        run(
                "update core.friend_link set ended_at = added_at + interval '1 hour', ended_by = 'CUSTOMER' where id = 9001");
        run(
                "update core.friend_link set ended_at = added_at + interval '1 hour', ended_by = 'TRANSFER' where id = 9002");
        run("""
                insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                values (1, 'C1', '\\x00', '\\x00', true, 0, 1)
                """);
        db.sql("""
                        insert into core.binding (id, contact_id, customer_id, bound_at, route)
                        select 1, contact_id, 1, added_at + interval '2 days', 'link' from core.friend_link where id = 9001
                        """).update();
        LocalDate today = LocalDate.now(clock.withZone(ZONE));
        assertThat(queries.days(id, today.minusDays(1), today, ALL))
                .extracting(day -> day.figures().added() + " " + day.figures().certified() + " "
                        + day.figures().deleted())
                .containsExactly("0 0 0", "4 1 1");
        assertThat(line(id).figures().added()).isEqualTo(4);
        assertThat(queries.find(id, today, today, new DataScope.OwnCustomers(new StaffId(1)))
                        .orElseThrow()
                        .figures()
                        .added())
                .as("the stand-in's own")
                .isZero();
        assertThat(queries.find(id, today, today, new DataScope.OwnCustomers(new StaffId(3))))
                .isEmpty();
        assertThat(queries.find(id, today, today, new DataScope.Subtree(new InstitutionId(99))))
                .isEmpty();
    }

    @Test
    void aPlanThatCannotBeIsRefused() {
        assertThat(problems(plan("", "大堂", member(0, 9, 17), standIn(1)))).containsExactly(WayPlan.Problem.NAME);
        assertThat(problems(plan("码", "大堂", member(0, 9, 17)))).containsExactly(WayPlan.Problem.NO_STAND_IN);
        assertThat(problems(plan("码", "大堂", standIn(0)))).containsExactly(WayPlan.Problem.NO_MEMBER);
        assertThat(problems(plan("码", "大堂", member(0, 17, 9), standIn(1)))).containsExactly(WayPlan.Problem.HOURS);
        assertThat(problems(plan("码", "大堂", member(77, 9, 17), standIn(1)))).containsExactly(WayPlan.Problem.STRANGER);
        assertThat(problems(new WayPlan("码", "大堂", true, "", List.of(member(0, 9, 17), member(1, 9, 17), standIn(2)))))
                .containsExactly(WayPlan.Problem.ONE_MANAGER);
        assertThat(ways.make(
                        new InstitutionId(1),
                        plan("码", "大堂", member(0, 9, 17), standIn(1)),
                        new DataScope.Subtree(new InstitutionId(99)),
                        "test"))
                .isEqualTo(new ContactWays.Saved.Refused(Set.of(WayPlan.Problem.NOT_FOUND)));
    }

    private Set<WayPlan.Problem> problems(WayPlan plan) {
        return ((ContactWays.Saved.Refused) ways.make(new InstitutionId(1), plan, ALL, "test")).problems();
    }

    private ContactWayId made(WayMember... members) {
        return ((ContactWays.Saved.Done) ways.make(new InstitutionId(1), plan("城东支行大堂", "大堂海报", members), ALL, "test"))
                .id();
    }

    private static WayPlan plan(String name, String channel, WayMember... members) {
        return new WayPlan(name, channel, false, "", List.of(members));
    }

    private static WayMember member(long staff, int from, int until) {
        return new WayMember(
                new StaffId(staff),
                false,
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(from, 0),
                LocalTime.of(until, 0),
                0);
    }

    private static WayMember standIn(long staff) {
        return WayMember.standIn(new StaffId(staff));
    }

    /** New friends by the code, today. */
    private void befriended(ContactWayId id, int member, int friends) {
        for (int n = 0; n < friends; n++) {
            db.sql("insert into core.external_contact (id, external_userid, version) values (:id, 'wmway' || :id, 0)")
                    .param("id", 9000 + n)
                    .update();
            db.sql("""
                            insert into core.friend_link (id, staff_id, contact_id, added_at, state, first_add, version)
                            select :id, :staff, :id, :now, w.state, true, 0 from engagement.contact_way w where w.id = :way
                            """)
                    .param("id", 9000 + n)
                    .param("staff", member)
                    .param("now", now())
                    .param("way", id.value())
                    .update();
        }
    }

    private WayLine line(ContactWayId id) {
        LocalDate today = LocalDate.now(clock.withZone(ZONE));
        return queries.find(id, today, today, ALL).orElseThrow();
    }

    private void work() {
        int rounds = 0;
        while (carryingOut.workOnce(publishing)) {
            assertThat(++rounds).as("comes to an end").isLessThan(10);
        }
    }

    private List<ContactWay> codes() {
        return new ArrayList<>(weCom.world().contactWays().all());
    }

    private ContactWay only() {
        assertThat(codes()).hasSize(1);
        return codes().getFirst();
    }
}
