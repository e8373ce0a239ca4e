package cn.bankscrm.engagement.sop;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.segment.HoldingKind;
import cn.bankscrm.engagement.uplift.Share;
import cn.bankscrm.engagement.uplift.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of customers in a plan, and of the plan by that. */
class WatchingTests {

    private static final PlanRule RULE =
            SopBank.rule(new Trigger.FriendAdded(), SopBank.task(1, 9), SopBank.task(5, 9));

    @Test
    void whoReachesTheGoalDeletesUsOptsOutOrComplainsLeavesThePlanAndWhatWaitsIsCalledOff() {
        SopBank bank = new SopBank(8);
        Running plan = bank.plan(RULE, 0, 1L);
        bank.round.work();
        bank.now = bank.now.plus(Duration.ofHours(1));
        bank.run("update core.customer set aum = aum + 10 where id = 1");
        bank.run("update core.friend_link set ended_at = '2026-11-02 05:30+08', ended_by = 'CUSTOMER' where id = 2");
        bank.run("insert into engagement.opt_out (contact_id, at) values (3, '2026-11-02 05:30+08')");
        bank.run(
                "insert into compliance.alert_group (source, rule, level, contact_id, first_at, last_at, alerts) values"
                        + " ('COMPLAINT', '投诉', 'HIGH', 4, '2026-11-02 05:30+08', '2026-11-02 05:30+08', 1)");
        bank.run("insert into compliance.alert (group_id, source, rule, level, hits, facts, contact_id, at, raised_at)"
                + " select id, source, rule, level, '[]', '{}', 4, last_at, last_at from compliance.alert_group");
        bank.watching.look(plan);

        assertThat(bank.db
                        .sql(
                                "select customer_id || ' ' || stop_reason from engagement.sop_enrolment where state = 'STOPPED' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("1 GOAL", "2 DELETED", "3 OPTED_OUT", "4 COMPLAINED");
        assertThat(bank.count("engagement.touch where state = 'SUPPRESSED' and why ->> 'rule' = 'PLAN_LEFT'"))
                .isEqualTo(4);

        bank.now = bank.now.plus(Duration.ofDays(31));
        bank.watching.look(plan);
        assertThat(bank.count("engagement.sop_enrolment where stop_reason = 'TIME'"))
                .isEqualTo(4);
    }

    @Test
    void everyKindOfGoalIsSeenInBothGroups() {
        SopBank bank = new SopBank(100);
        bank.run("update core.binding set unbound_at = bound_at + interval '1 minute'");
        assertThat(
                        reached(
                                bank,
                                new Goal.Certified(),
                                () -> bank.run(
                                        "insert into core.binding (id, contact_id, customer_id, bound_at, route)"
                                                + " select 1000 + n, n, n, '2026-11-02 06:00+08', 'app' from generate_series(1, 100) n")))
                .isEqualTo(100);
        assertThat(
                        reached(
                                bank,
                                new Goal.HoldingOpened(Set.of(HoldingKind.FUND)),
                                () -> bank.run(
                                        "insert into core.holding (customer_id, account_no, kind, product, amount, opened_on)"
                                                + " select n, 'A', 'FUND', '基金', 1, '2026-11-02' from generate_series(1, 40) n")))
                .isEqualTo(40);
        assertThat(reached(
                        bank,
                        new Goal.AssetsUp(new BigDecimal("500")),
                        () -> bank.run("update core.customer set aum = aum + id * 10")))
                .isEqualTo(51);
    }

    private static long reached(SopBank bank, Goal goal, Runnable happens) {
        bank.now = SopBank.MORNING;
        Running plan = bank.plan(
                new PlanRule(RULE.trigger(), Set.of(), RULE.steps(), goal, new StopRules(true, 30)), 2_000, 1L);
        bank.enrolling.enrol(plan);
        happens.run();
        bank.now = bank.now.plus(Duration.ofDays(1));
        bank.watching.look(plan);
        PlanResult result = bank.rows.result(plan.plan());
        assertThat(result.controlReached().of()).isPositive();
        assertThat(bank.count("engagement.sop_enrolment where goal_at is not null and arm = 'CONTROL' and plan_id = "
                        + plan.plan().value()))
                .isEqualTo(result.controlReached().reached());
        return result.reached().reached() + result.controlReached().reached();
    }

    @Test
    void aPlantedEffectIsFoundInItsResultWithTheAmount() {
        SopBank bank = new SopBank(2_000);
        Running plan = bank.plan(RULE, 5_000, 1L);
        bank.enrolling.enrol(plan);
        // counted within each arm: who is in which is drawn by lot
        bank.run("""
                update core.customer c set aum = aum + case when e.arm = 'TREATED' and e.nth % 10 < 3 then 5000
                    when e.arm = 'CONTROL' and e.nth % 10 < 2 then 5000 else e.nth % 7 end
                from (select customer_id, arm, row_number() over (partition by arm order by customer_id) as nth
                    from engagement.sop_enrolment) e
                where e.customer_id = c.id
                """);
        bank.watching.look(plan);

        PlanResult result = bank.rows.result(plan.plan());
        assertThat(result.uplift().orElseThrow().verdict()).isEqualTo(Verdict.BETTER);
        assertThat(result.turnedAway().orElseThrow().verdict()).isEqualTo(Verdict.UNSURE);
        assertThat(result.amountUplift().orElseThrow().verdict()).isEqualTo(Verdict.BETTER);
        assertThat(result.amountUplift().orElseThrow().difference())
                .isBetween(new BigDecimal("470"), new BigDecimal("530"));
    }

    @Test
    void theBrakeHaltsAPlanThatDrivesCustomersAwayAndSaysByHowMany() {
        SopBank bank = new SopBank(1_000);
        Running plan = bank.plan(RULE, 5_000, 1L);
        bank.round.work();
        bank.now = bank.now.plus(Duration.ofHours(2));
        bank.run("""
                update core.friend_link l set ended_at = '2026-11-02 06:00+08', ended_by = 'CUSTOMER'
                from engagement.sop_enrolment e
                where e.contact_id = l.contact_id and (e.arm = 'TREATED' and l.id % 10 = 0 or e.arm = 'CONTROL' and l.id % 100 = 0)
                """);
        bank.round.work();

        Plan halted = bank.found(plan.plan());
        assertThat(halted.state()).isEqualTo(PlanState.PAUSED);
        assertThat(halted.paused().orElseThrow()).isInstanceOfSatisfying(Pause.ByBrake.class, brake -> {
            assertThat(brake.treatedLeft()).isGreaterThan(30);
            assertThat(brake.controlLeft()).isLessThan(12);
            assertThat(brake.low()).isPositive();
        });
        assertThat(bank.count("engagement.touch where state in ('WISHED', 'PLANNED')"))
                .isZero();
        assertThat(bank.count("core.audit_entry where action = 'SOP_PLAN_CHANGED' and actor = 'sop-brake'"))
                .isOne();
    }

    @Test
    void theBrakeLeavesAPlanAloneThatIsNoWorseThanItsControlGroupOrTooSmallToTell() {
        assertThat(Brake.pull(new Share(40, 2_000), new Share(8, 400))).isEmpty();
        assertThat(Brake.pull(new Share(20, 49), new Share(0, 400))).isEmpty();
        assertThat(Brake.pull(new Share(60, 2_000), new Share(2, 400))).isPresent();
    }

    @Test
    void anEndedPlanLetsGoOfEverybody() {
        SopBank bank = new SopBank(5);
        Running plan = bank.plan(RULE, 0, 1L);
        bank.round.work();
        bank.controlledBy("author").end(bank.found(plan.plan()), "活动结束");

        assertThat(bank.count("engagement.sop_enrolment where stop_reason = 'PLAN_ENDED'"))
                .isEqualTo(5);
        assertThat(bank.count("engagement.touch where state = 'SUPPRESSED'")).isEqualTo(5);
        assertThat(bank.controlledBy("author").end(bank.found(plan.plan()), "再次"))
                .isInstanceOf(PlanOutcome.Overtaken.class);
    }

    @Test
    void whoSubmittedDoesNotApprove() {
        SopBank bank = new SopBank(1);
        PlanId id = bank.as("author")
                .create(
                        new PlanRegister.Head(
                                "计划", Scene.ADDING, new InstitutionId(1), List.of(new InstitutionId(2)), 1_000),
                        RULE);
        Plan plan = bank.found(id);
        assertThat(bank.as("author").submit(plan, 1)).isInstanceOf(PlanOutcome.Done.class);
        assertThat(bank.as("Author").approve(plan, 2)).isInstanceOf(PlanOutcome.SamePerson.class);
        assertThat(bank.as("checker").sendBack(plan, 2, "先改称呼")).isInstanceOf(PlanOutcome.Done.class);
        assertThat(bank.as("author").submit(plan, 3)).isInstanceOf(PlanOutcome.Done.class);
        assertThat(bank.as("checker").approve(plan, 3)).isInstanceOf(PlanOutcome.Overtaken.class);
        assertThat(bank.as("checker").approve(plan, 4)).isInstanceOf(PlanOutcome.Done.class);
        assertThat(bank.found(id).state()).isEqualTo(PlanState.PILOT);
    }
}
