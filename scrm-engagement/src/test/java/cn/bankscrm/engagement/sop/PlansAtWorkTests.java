package cn.bankscrm.engagement.sop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.core.segment.HoldingKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** From a trigger to the wishes of the day. */
class PlansAtWorkTests {

    @Test
    void newFriendsComeInOnceAndEachDayBringsTheirSteps() {
        SopBank bank = new SopBank(20);
        Running plan = bank.plan(
                SopBank.rule(new Trigger.FriendAdded(), SopBank.task(1, 9), SopBank.task(3, 10), SopBank.task(7, 10)),
                0,
                2L,
                3L);

        assertThat(bank.enrolling.enrol(plan)).isEqualTo(20);
        assertThat(bank.enrolling.enrol(plan)).as("the same again").isZero();
        assertThat(bank.nextSteps.work(plan)).isEqualTo(20);
        assertThat(bank.nextSteps.work(plan)).isZero();
        assertThat(bank.count(
                        "engagement.touch where wished_for = '2026-11-02 09:00+08' and staff_id = 2 + customer_id % 2"
                                + " and contact_id = customer_id and key = 'sop:"
                                + plan.plan().value() + ":' || customer_id || ':1'"))
                .isEqualTo(20);

        bank.now = bank.now.plus(Duration.ofDays(2));
        assertThat(bank.nextSteps.work(plan)).isEqualTo(20);
        assertThat(bank.count("engagement.touch where wished_for = '2026-11-04 10:00+08'"))
                .isEqualTo(20);
        bank.now = bank.now.plus(Duration.ofDays(4));
        assertThat(bank.nextSteps.work(plan)).isEqualTo(20);
        assertThat(bank.count("engagement.sop_enrolment where state = 'DONE'")).isEqualTo(20);
    }

    @Test
    void aStepWhoseDayHasGoneByIsLeftOut() {
        SopBank bank = new SopBank(4);
        Running plan =
                bank.plan(SopBank.rule(new Trigger.FriendAdded(), SopBank.task(1, 9), SopBank.task(3, 10)), 0, 1L);
        bank.enrolling.enrol(plan);

        bank.now = bank.now.plus(Duration.ofDays(2));
        assertThat(bank.nextSteps.work(plan)).isEqualTo(4);

        assertThat(bank.count("engagement.touch where wished_for = '2026-11-04 10:00+08'"))
                .isEqualTo(4);
        assertThat(bank.count("engagement.touch")).isEqualTo(4);
    }

    @Test
    void stepsBeforeABirthdayComeAheadOfItOnShanghaisDays() {
        SopBank bank = new SopBank(3);
        Running plan = bank.plan(SopBank.rule(new Trigger.Birthday(), SopBank.task(-7, 9), SopBank.task(0, 9)), 0, 1L);

        assertThat(bank.enrolling.enrol(plan)).isEqualTo(3);
        bank.nextSteps.work(plan);

        assertThat(bank.count("engagement.sop_enrolment where anchor_at = '2026-11-09 00:00+08'"))
                .isEqualTo(3);
        assertThat(bank.count("engagement.touch where wished_for = '2026-11-02 09:00+08'"))
                .isEqualTo(3);
    }

    @Test
    void whoIsBornOnTheTwentyNinthOfFebruaryHasABirthdayEveryYear() {
        SopBank bank = new SopBank(2);
        bank.run("update core.customer set birthday = '1988-02-29'");
        bank.now = Instant.parse("2027-02-27T21:00:00Z");
        Running plan = bank.plan(SopBank.rule(new Trigger.Birthday(), SopBank.task(0, 9)), 0, 1L);

        assertThat(bank.enrolling.enrol(plan)).isEqualTo(2);
        assertThat(bank.count("engagement.sop_enrolment where anchor_at = '2027-02-28 00:00+08'"))
                .isEqualTo(2);
    }

    @Test
    void everyKindOfTriggerFindsItsCustomers() {
        SopBank bank = new SopBank(6);
        bank.run("insert into core.segment (name, kind, effective_from) values ('养老', 'RULE', '2026-01-01')");
        short segment =
                bank.db.sql("select id from core.segment").query(Short.class).single();
        bank.run("insert into core.segment_member (customer_id, segment_ids) values (1, '{" + segment + "}'), (2, '{"
                + segment + "}')");
        bank.run(
                "insert into core.segment_member_change (customer_id, changed_on, segment_ids_before) values (1, '2026-11-02', '{}')");
        bank.run(
                "insert into core.holding (customer_id, account_no, kind, product, amount, matures_on) values"
                        + " (3, 'A', 'TERM', '定期', 1, '2026-11-05'), (3, 'B', 'TERM', '定期', 1, '2026-11-05'), (4, 'A', 'LOAN', '贷款', 1, '2026-11-05')");

        assertThat(enrolled(bank, new Trigger.Certified(), 1)).isEqualTo(6);
        assertThat(enrolled(bank, new Trigger.EntersSegment(segment), 0)).isOne();
        assertThat(enrolled(bank, new Trigger.HoldingMatures(Set.of(HoldingKind.TERM)), -3))
                .isOne();
        assertThat(enrolled(bank, new Trigger.HoldingMatures(Set.of()), -3)).isEqualTo(2);
        assertThat(enrolled(bank, new Trigger.OnDate(LocalDate.of(2026, 11, 2)), 0))
                .isEqualTo(6);
        assertThat(enrolled(bank, new Trigger.OnDate(LocalDate.of(2026, 11, 12)), 0))
                .isZero();
        assertThat(enrolled(bank, new Trigger.EveryMonth(2), 0)).isEqualTo(6);
        assertThat(enrolled(bank, new Trigger.EveryMonth(20), 0)).isZero();
        PlanRule elders = SopBank.rule(new Trigger.OnDate(LocalDate.of(2026, 11, 2)), SopBank.task(0, 9));
        assertThat(bank.enrolling.enrol(bank.plan(
                        new PlanRule(elders.trigger(), Set.of(segment), elders.steps(), elders.goal(), elders.stops()),
                        0,
                        1L)))
                .as("of the segment alone")
                .isEqualTo(2);
    }

    private static int enrolled(SopBank bank, Trigger trigger, int day) {
        return bank.enrolling.enrol(bank.plan(SopBank.rule(trigger, SopBank.task(day, 9)), 0, 1L));
    }

    @Test
    void aPilotReachesItsInstitutionsAloneAndPromotionAll() {
        SopBank bank = new SopBank(10);
        Running pilot = bank.plan(SopBank.rule(new Trigger.FriendAdded(), SopBank.task(1, 9)), 0, 3L);
        assertThat(bank.enrolling.enrol(pilot)).isEqualTo(5);
        assertThat(bank.count("engagement.sop_enrolment where institution_id = 3 and customer_id % 2 = 1"))
                .isEqualTo(5);

        Plan plan = bank.found(pilot.plan());
        assertThat(bank.controlledBy("author").promote(plan)).isInstanceOf(PlanOutcome.SamePerson.class);
        assertThat(bank.controlledBy("checker").promote(plan)).isInstanceOf(PlanOutcome.Done.class);
        assertThat(bank.enrolling.enrol(bank.running(plan.id()))).isEqualTo(5);
    }

    @Test
    void theControlGroupIsNeverTouchedAndCanBeDrawnAgainByAnybody() throws NoSuchAlgorithmException {
        SopBank bank = new SopBank(400);
        Running plan = bank.plan(SopBank.rule(new Trigger.FriendAdded(), SopBank.task(1, 9)), 3_000, 1L);
        bank.enrolling.enrol(plan);
        bank.nextSteps.work(plan);

        MessageDigest md5 = MessageDigest.getInstance("MD5");
        List<Long> control = bank.db
                .sql("select customer_id from engagement.sop_enrolment where arm = 'CONTROL'")
                .query((row, number) -> row.getLong(1))
                .list();
        for (long customer = 1; customer <= 400; customer++) {
            byte[] digest = md5.digest((plan.seed() + ":" + -customer).getBytes(StandardCharsets.UTF_8));
            long part = Long.parseLong(HexFormat.of().formatHex(digest, 0, 4), 16) % 10_000;
            assertThat(control.contains(customer)).isEqualTo(part < 3_000);
        }
        assertThat(control).hasSizeBetween(80, 160);
        assertThat(bank.count("engagement.touch t where exists (select from engagement.sop_enrolment e"
                        + " where e.customer_id = t.customer_id and e.arm = 'CONTROL')"))
                .isZero();
        assertThat(bank.count("engagement.touch")).isEqualTo(400 - control.size());
    }

    @Test
    void whoCameInUnderAVersionStaysWithIt() {
        SopBank bank = new SopBank(6);
        Running first =
                bank.plan(SopBank.rule(new Trigger.FriendAdded(), SopBank.task(1, 9), SopBank.task(3, 9)), 0, 1L);
        bank.enrolling.enrol(first);
        bank.round.work();

        Plan plan = bank.found(first.plan());
        PlanRegister.Head head =
                new PlanRegister.Head("改名", plan.scene(), plan.institution(), plan.pilots(), plan.controlShare());
        PlanRule changed = SopBank.rule(new Trigger.FriendAdded(), SopBank.task(2, 11));
        assertThat(bank.as("author").save(plan.id(), 0, head, changed)).isInstanceOf(PlanOutcome.Done.class);
        Running second = bank.approve(plan.id());
        assertThat(second.version()).isNotEqualTo(first.version());

        bank.now = bank.now.plus(Duration.ofDays(2));
        bank.run("insert into core.external_contact (id, external_userid, version) values (7, 'wm7', 0)");
        bank.run("insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version)"
                + " values (7, 2, 7, '2026-11-04 01:00+08', true, 0)");
        bank.round.work();

        assertThat(bank.count("engagement.touch where wished_for = '2026-11-04 09:00+08'"))
                .as("the second step of the first version")
                .isEqualTo(6);
        assertThat(bank.count("engagement.sop_enrolment where version_id = " + second.version()))
                .isOne();
        bank.now = bank.now.plus(Duration.ofDays(2));
        bank.round.work();
        assertThat(bank.count("engagement.touch where wished_for = '2026-11-06 11:00+08' and contact_id = 7"))
                .isOne();
        assertThatThrownBy(() -> bank.run("update engagement.sop_version set rule = '{}' where state = 'REPLACED'"))
                .hasMessageContaining("never changed");
    }

    @Test
    void aKilledBatchIsDoneAgainUnderTheSameNames() {
        SopBank bank = new SopBank(30);
        Running plan =
                bank.plan(SopBank.rule(new Trigger.FriendAdded(), SopBank.task(1, 9), SopBank.task(1, 15)), 0, 1L);
        bank.enrolling.enrol(plan);

        assertThatThrownBy(() -> bank.transaction.executeWithoutResult(status -> {
                    assertThat(bank.nextSteps.work(plan)).isEqualTo(60);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(bank.count("engagement.touch")).isZero();

        // a node that wrote its wishes, and was killed before people were moved, as an older copy restored would be
        assertThat(bank.nextSteps.work(plan)).isEqualTo(60);
        bank.run(
                "update engagement.sop_enrolment set next_step = 1, due_at = '2026-11-02 09:00+08', state = 'ACTIVE', ended_at = null");
        assertThat(bank.nextSteps.work(plan)).as("wishes are there already").isZero();
        assertThat(bank.count("engagement.touch")).isEqualTo(60);
    }

    @Test
    void twoNodesShareTheWorkAndDoubleNothing() throws Exception {
        SopBank bank = new SopBank(3_000);
        Running plan =
                bank.plan(SopBank.rule(new Trigger.FriendAdded(), SopBank.task(1, 9), SopBank.task(1, 15)), 0, 1L);

        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> enrolled = List.of(
                    nodes.submit(() -> bank.enrolling.enrol(plan)), nodes.submit(() -> bank.enrolling.enrol(plan)));
            assertThat(enrolled.get(0).get() + enrolled.get(1).get()).isEqualTo(3_000);
            List<Future<Long>> wished = List.of(
                    nodes.submit(() -> bank.nextSteps.work(plan)), nodes.submit(() -> bank.nextSteps.work(plan)));
            long together = wished.get(0).get() + wished.get(1).get() + bank.nextSteps.work(plan);
            assertThat(together).isEqualTo(6_000);
        }
        assertThat(bank.count("engagement.touch")).isEqualTo(6_000);
    }

    @Test
    void aPausedPlanWishesNothingAndCallsOffWhatWaits() {
        SopBank bank = new SopBank(5);
        Running plan =
                bank.plan(SopBank.rule(new Trigger.FriendAdded(), SopBank.task(1, 9), SopBank.task(2, 9)), 0, 1L);
        bank.round.work();
        assertThat(bank.count("engagement.touch where state = 'WISHED'")).isEqualTo(5);

        bank.controlledBy("somebody").pause(bank.found(plan.plan()), "客户有意见");
        bank.now = bank.now.plus(Duration.ofDays(1));
        bank.round.work();

        assertThat(bank.count("engagement.touch where state = 'SUPPRESSED' and why ->> 'rule' = 'PLAN_PAUSED'"))
                .isEqualTo(5);
        assertThat(bank.count("engagement.touch")).isEqualTo(5);
        assertThat(bank.found(plan.plan()).paused()).contains(new Pause.ByPerson("somebody", "客户有意见"));

        bank.controlledBy("somebody").resume(bank.found(plan.plan()), "已解释");
        bank.round.work();
        assertThat(bank.count("engagement.touch where state = 'WISHED' and wished_for = '2026-11-03 09:00+08'"))
                .isEqualTo(5);
    }

    @Test
    void conditionsAreLookedAtOnTheDay() {
        SopBank bank = new SopBank(4);
        bank.run("insert into core.segment (name) values ('贵宾')");
        short segment =
                bank.db.sql("select id from core.segment").query(Short.class).single();
        bank.run("update core.customer set segment_ids = '{" + segment + "}' where id in (1, 2)");
        Running plan = bank.plan(
                SopBank.rule(
                        new Trigger.FriendAdded(),
                        SopBank.task(1, 9, new Condition.InSegment(segment)),
                        SopBank.task(1, 10, new Condition.NotInSegment(segment)),
                        SopBank.task(1, 11, new Condition.Replied()),
                        SopBank.task(1, 12, new Condition.NotReplied()),
                        SopBank.task(1, 13, new Condition.Clicked()),
                        SopBank.task(1, 14, new Condition.NotClicked())),
                0,
                1L);
        bank.enrolling.enrol(plan);
        bank.run(
                "insert into core.activity (at, kind, customer_id, contact_id, source) values"
                        + " ('2026-11-02 08:00+08', 'CHATTED', null, 3, 'a'), ('2026-10-02 08:00+08', 'CHATTED', 4, null, 'b')");
        bank.nextSteps.work(plan);

        assertThat(customers(bank, 9)).containsExactly(1L, 2L);
        assertThat(customers(bank, 10)).containsExactly(3L, 4L);
        assertThat(customers(bank, 11)).containsExactly(3L);
        assertThat(customers(bank, 12)).containsExactly(1L, 2L, 4L);
        assertThat(customers(bank, 13)).isEmpty();
        assertThat(customers(bank, 14)).containsExactly(1L, 2L, 3L, 4L);
    }

    private static List<Long> customers(SopBank bank, int hour) {
        return bank.db
                .sql(
                        "select customer_id from engagement.touch where wished_for = timestamptz '2026-11-02 00:00+08' + :hour * interval '1 hour' order by 1")
                .param("hour", hour)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    @Test
    void beforeHalfPastFourOnlyWhatIsDueIsWorkedOut() {
        Instant night = Instant.parse("2026-11-01T20:29:00Z");
        assertThat(NextSteps.until(night)).isEqualTo(night);
        assertThat(NextSteps.until(night.plusSeconds(60))).isEqualTo(Instant.parse("2026-11-02T16:00:00Z"));
        assertThat(NextSteps.BEGINS).isEqualTo(LocalTime.of(4, 30));
    }
}
