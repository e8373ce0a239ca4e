package cn.bankscrm.engagement.sop;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plan before it goes live: twenty friends came yesterday afternoon. */
class DryRunTests {

    private static final PlanRule RULE =
            SopBank.rule(new Trigger.FriendAdded(), SopBank.task(0, 16), SopBank.task(0, 18), SopBank.task(1, 9));

    @Test
    void tellsWhoWouldHaveComeTheTouchesByDayTheLoadAndWhatTheGuardWouldHaveRefused() {
        SopBank bank = new SopBank(20);
        bank.run("""
                insert into engagement.touch (key, wished_for, source, staff_id, customer_id, contact_id, channel, state, state_at)
                values ('manual:1', '2026-11-01 10:00+08', 'MANUAL', 3, 1, 1, 'TASK', 'SENT', '2026-11-01 10:00+08')
                """);
        PlanId id = draft(bank, 0);

        DryRun run = bank.dryRuns.run(bank.found(id), bank.open(id));

        assertThat(run.customers()).isEqualTo(20);
        assertThat(run.control()).isZero();
        assertThat(run.from()).isEqualTo(LocalDate.of(2026, 10, 3));
        assertThat(run.days()).hasSize(30);
        assertThat(run.days().getLast()).isEqualTo(new DryRun.Day(LocalDate.of(2026, 11, 1), 40));
        assertThat(run.touches()).as("tomorrow is not last month").isEqualTo(40);
        assertThat(run.managers()).isEqualTo(2);
        assertThat(run.busiest()).isEqualTo(20);
        assertThat(run.usual()).isEqualByComparingTo(new BigDecimal("20.0"));
        assertThat(run.looked()).isEqualTo(40);
        assertThat(run.suppressed().values().stream().mapToLong(Long::longValue).sum())
                .as("one a day for each; what came at six is the second, and one customer had one already")
                .isGreaterThanOrEqualTo(20);
        assertThat(run.suppressed()).containsKey("CAP");
        assertThat(bank.dryRuns.kept(bank.open(id))).contains(run);
    }

    @Test
    void leavesTheControlGroupOutOfTheTouches() {
        SopBank bank = new SopBank(20);
        PlanId id = draft(bank, 5_000);
        DryRun run = bank.dryRuns.run(bank.found(id), bank.open(id));

        assertThat(run.customers()).isEqualTo(20);
        assertThat(run.touches()).isEqualTo(2 * (20 - run.control()));
        assertThat(bank.count("engagement.touch")).isZero();
        assertThat(bank.count("engagement.sop_enrolment")).isZero();
    }

    @Test
    void showsRealCustomersOfTheReadersOwnInstitutionsAlone() {
        SopBank bank = new SopBank(10);
        PlanRule birthdays = SopBank.rule(new Trigger.Birthday(), SopBank.task(-7, 9));

        List<SopChoices.Candidate> found =
                bank.choices.candidates(birthdays, new InstitutionId(2), new DataScope.Subtree(new InstitutionId(2)));
        assertThat(found)
                .extracting(SopChoices.Candidate::no)
                .containsExactly(
                        new CustomerNo("C2"),
                        new CustomerNo("C4"),
                        new CustomerNo("C6"),
                        new CustomerNo("C8"),
                        new CustomerNo("C10"));
        assertThat(found).allMatch(one -> one.day().equals(LocalDate.of(2026, 11, 9)));
        assertThat(bank.choices.candidates(
                        birthdays, new InstitutionId(3), new DataScope.Subtree(new InstitutionId(2))))
                .isEmpty();
    }

    @Test
    void aPlanThatWasDoneIsKeptWithItsResult() {
        SopBank bank = new SopBank(200);
        Running plan = bank.plan(RULE, 5_000, 1L);
        bank.round.work();
        bank.run("update core.customer set aum = aum + 50 where id % 2 = 0");
        bank.watching.look(plan);

        assertThat(bank.kept.keep(bank.found(plan.plan()), "新友相识", "先打电话")).isTrue();
        KeptTemplates.Kept kept = bank.kept.all().getFirst();
        PlanResult result = bank.rows.result(plan.plan());
        assertThat(kept.rule()).isEqualTo(RULE);
        assertThat(kept.treated()).isEqualTo(result.reached().of());
        assertThat(kept.difference()).contains(result.uplift().orElseThrow().difference());
        assertThat(bank.kept.find(kept.id())).contains(kept);
        assertThat(bank.refusals.standing(plan.plan()).getFirst().touches()).isPositive();
    }

    private static PlanId draft(SopBank bank, int control) {
        return bank.as("author")
                .create(
                        new PlanRegister.Head(
                                "计划",
                                Scene.ADDING,
                                new InstitutionId(1),
                                List.of(new InstitutionId(2), new InstitutionId(3)),
                                control),
                        RULE);
    }
}
