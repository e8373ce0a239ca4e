package cn.bankscrm.engagement.instruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where it stands, how long it takes, and who is told. */
class RiverTests {

    private final InstructionBank bank = new InstructionBank();

    @Test
    void theRiverAddsUpAndNamesWhereItStalls() {
        InstructionId id = bank.issue(bank.draft());
        bank.later(Duration.ofHours(2));
        bank.passOn(id, 2, 4);
        bank.tasks.seen(id, InstructionBank.staff(41));
        bank.later(Duration.ofHours(4));
        bank.tasks.done(id, InstructionBank.staff(41));
        bank.later(Duration.ofHours(42));

        List<Place> places = bank.river.places(id, InstructionBank.HEAD);
        assertThat(places).extracting(Place::code).containsExactly("H", "A", "B", "A1", "A2", "B1");
        assertThat(places.getFirst().all()).isEqualTo(new StepCounts(2, 1, 0, 0, 1));
        assertThat(places.get(1).all()).isEqualTo(new StepCounts(1, 1, 0, 0, 1));
        assertThat(places.get(3).own()).isEqualTo(new StepCounts(0, 1, 0, 0, 1));
        assertThat(places.get(3).typical()).contains(Duration.ofHours(4));
        assertThat(places.get(3).all().doneShare()).isEqualByComparingTo("0.5");
        assertThat(places.get(2).stalls()).isTrue();

        assertThat(bank.river.stalls(id, InstructionBank.HEAD))
                .extracting(Stall::name, Stall::people)
                .as("as many wait at both, and at the branch for longer")
                .containsExactly(tuple("西分行", 1), tuple("第二支行", 1));
        assertThat(bank.river.slowest(id, InstructionBank.HEAD).orElseThrow().name())
                .isEqualTo("第一支行");
        assertThat(bank.river.times(id, InstructionBank.HEAD))
                .containsExactly(
                        new StepTime(
                                2, "PASSED", 1, Optional.of(Duration.ofHours(2)), 1, Optional.of(Duration.ofHours(48))),
                        new StepTime(3, "PASSED", 1, Optional.of(Duration.ZERO), 1, Optional.of(Duration.ofHours(46))),
                        new StepTime(0, "SEEN", 1, Optional.of(Duration.ZERO), 1, Optional.of(Duration.ofHours(46))),
                        new StepTime(0, "STARTED", 1, Optional.of(Duration.ofHours(4)), 0, Optional.empty()),
                        new StepTime(0, "DONE", 1, Optional.of(Duration.ZERO), 0, Optional.empty()));
        assertThat(bank.river.people(id, InstructionBank.BRANCH, null, 10)).hasSize(3);
        assertThat(bank.river.people(id, InstructionBank.BRANCH, StaffStep.DONE, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.staffNo()).isEqualTo("S41"));
    }

    @Test
    void whatWasSentTellsThatItIsBeingCarriedOut() {
        InstructionId id = bank.issue(bank.sending());
        bank.later(Duration.ofHours(1));
        bank.run("""
                insert into engagement.send (channel, staff_id, content_id, day, part, state, state_at, next_at, wecom_id, confirmed_at)
                values ('MASS_SEND', 41, 9, '2026-11-02', 1, 'CONFIRMED', now(), now(), 'm41', '2026-11-02 10:30+08'),
                    ('MASS_SEND', 42, 9, '2026-11-02', 1, 'DRAFTED', now(), now(), 'm42', null)
                """);
        bank.run("""
                update engagement.touch t set state = 'OFFERED', send_id = d.id
                from engagement.send d where d.staff_id = t.staff_id
                """);
        bank.run("update engagement.touch set state = 'SENT', state_at = '2026-11-02 10:40+08' where staff_id = 51");
        bank.run("""
                insert into engagement.touch (key, wished_for, source, source_id, staff_id, channel, content_id, state, state_at)
                values ('more', '2026-11-02 12:00+08', 'MANUAL', null, 51, 'MOMENT', 9, 'WISHED', now())
                """);
        bank.round.work();

        assertThat(bank.steps(id))
                .as("confirmed; before them; sent, and more to send; suppressed nothing")
                .isEqualTo("41 DONE, 42 DELIVERED, 51 STARTED, 61 DELIVERED");
        assertThat(bank.river
                        .people(id, InstructionBank.OUTLET, StaffStep.DONE, 10)
                        .getFirst()
                        .byTouches())
                .isTrue();
        bank.run("update engagement.touch set state = 'SENT', state_at = '2026-11-02 12:40+08' where key = 'more'");
        bank.round.work();
        assertThat(bank.steps(id)).contains("51 DONE");
        assertThat(bank.river.outcome(id, InstructionBank.HEAD)).isEqualTo(new Outcome(4, 0, 3, 1, 0, 0));
    }

    @Test
    void remindsOnceADayInWorkingHoursUntilTheLastDay() {
        InstructionId id = bank.issue(bank.sending());
        bank.run("""
                insert into engagement.send (channel, staff_id, content_id, day, part, state, state_at, next_at, wecom_id)
                values ('MASS_SEND', 42, 9, '2026-11-02', 1, 'DRAFTED', now(), now(), 'm42')
                """);
        bank.run(
                "update engagement.touch t set state = 'OFFERED', send_id = d.id from engagement.send d where d.staff_id = t.staff_id");
        bank.tasks.done(id, InstructionBank.staff(41));

        bank.round.work();
        bank.round.work();
        assertThat(bank.tasks.of(InstructionBank.staff(42)).getFirst().reminders())
                .isOne();
        assertThat(bank.reminded).as("in WeCom, where a send lies before them").containsExactly("m42");
        assertThat(bank.count("engagement.instruction_staff where reminders > 0"))
                .isEqualTo(3);

        bank.later(Duration.ofHours(22));
        bank.round.work();
        assertThat(bank.tasks.of(InstructionBank.staff(42)).getFirst().reminders())
                .as("eight in the morning")
                .isOne();
        bank.later(Duration.ofHours(1));
        bank.round.work();
        assertThat(bank.tasks.of(InstructionBank.staff(42)).getFirst().reminders())
                .isEqualTo(2);
        bank.later(Duration.ofDays(6));
        bank.round.work();
        assertThat(bank.tasks.of(InstructionBank.staff(42)).getFirst().reminders())
                .as("the day after the last")
                .isEqualTo(2);
    }

    @Test
    void whatStallsShortlyBeforeTheLastDayComesBeforeTheInstitutionAbove() {
        InstructionId id = bank.issue(bank.draft());
        bank.passOn(id, 2, 4);
        bank.tasks.done(id, InstructionBank.staff(41));
        bank.later(Duration.ofDays(3));
        bank.round.work();
        assertThat(bank.rows.escalatedTo(InstructionBank.HEAD, InstructionBank.BANK))
                .as("three days before")
                .isEmpty();

        bank.later(Duration.ofDays(1));
        bank.round.work();
        bank.round.work();

        assertThat(bank.rows.escalatedTo(InstructionBank.HEAD, InstructionBank.BANK))
                .extracting(Stall::name, Stall::people)
                .containsExactly(tuple("西分行", 1));
        assertThat(bank.rows.escalatedTo(InstructionBank.BRANCH, InstructionBank.at(2)))
                .extracting(Stall::name, Stall::people)
                .containsExactlyInAnyOrder(tuple("第一支行", 1), tuple("第二支行", 1));
        assertThat(bank.rows.escalatedTo(InstructionBank.BRANCH, InstructionBank.at(3)))
                .isEmpty();
        assertThat(bank.count("core.audit_entry where action = 'INSTRUCTION_ESCALATED'"))
                .isEqualTo(3);
        assertThat(bank.rows.all(InstructionBank.BANK, "author").getFirst().escalated())
                .isEqualTo(3);
        bank.tasks.done(id, InstructionBank.staff(42));
        assertThat(bank.rows.escalatedTo(InstructionBank.BRANCH, InstructionBank.at(2)))
                .hasSize(1);
    }

    @Test
    void twentyThousandPeopleAreReadByTheIndexesOfTheirInstruction() {
        bank.run("""
                insert into core.staff (id, staff_no, version) select n, 'M' || n, 0 from generate_series(1001, 21000) n
                """);
        bank.run("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                select n, n, 4 + n % 3, '客户经理', date '2026-01-01' from generate_series(1001, 21000) n
                """);
        bank.run("analyze");
        InstructionId id = bank.issue(bank.sending());
        for (int i = 0; i < 3; i++) {
            bank.issue(bank.draft());
        }
        bank.run("analyze engagement.instruction_staff");

        List<Place> places = bank.river.places(id, InstructionBank.HEAD);
        assertThat(places.getFirst().all()).isEqualTo(new StepCounts(0, 20_004, 0, 0, 0));
        assertThat(places).allSatisfy(place -> assertThat(place.step()).isEqualTo(InstitutionStep.PASSED));
        assertThat(plan("select state, count(*) from engagement.instruction_staff where instruction_id = " + id.value()
                        + " and institution_id = 4 group by 1"))
                .doesNotContain("Seq Scan on instruction_staff");
        assertThat(
                        plan(
                                "select * from engagement.instruction_staff s join engagement.instruction i on i.id = s.instruction_id"
                                        + " where s.staff_id = 1500 and s.state in ('DELIVERED', 'SEEN', 'STARTED') and i.state = 'RUNNING'"))
                .doesNotContain("Seq Scan on instruction_staff");
        assertThat(bank.tasks.of(InstructionBank.staff(1500)).getFirst().due()).isEqualTo(LocalDate.of(2026, 11, 8));
    }

    private String plan(String sql) {
        return String.join(
                "\n", bank.db.sql("explain " + sql).query(String.class).list());
    }
}
