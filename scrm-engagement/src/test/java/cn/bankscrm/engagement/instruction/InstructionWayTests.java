package cn.bankscrm.engagement.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.sop.PlanId;
import cn.bankscrm.engagement.touch.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From the issuing institution down to each member of staff, and what comes back. */
class InstructionWayTests {

    private final InstructionBank bank = new InstructionBank();

    @Test
    void goesDownLevelByLevelAndIsCarriedOut() {
        InstructionId id = bank.issue(bank.draft());
        assertThat(bank.receipts(id)).isEqualTo("1 PASSED, 2 DELIVERED, 3 DELIVERED, 4 WAITING, 5 WAITING, 6 WAITING");
        assertThat(bank.steps(id)).isEqualTo("41 WAITING, 42 WAITING, 51 WAITING, 61 WAITING");
        assertThat(bank.tasks.of(InstructionBank.staff(41))).isEmpty();
        assertThat(bank.tasks.seen(id, InstructionBank.staff(41)))
                .as("not before it has arrived")
                .isFalse();
        assertThat(bank.register.passOn(id, InstructionBank.OUTLET, InstructionBank.at(4)))
                .as("not before the branch has")
                .isFalse();

        bank.later(Duration.ofHours(1));
        bank.register.opened(id, InstructionBank.at(2));
        assertThat(bank.receipts(id)).contains("2 SEEN", "3 DELIVERED");
        assertThat(bank.register.passOn(id, InstructionBank.BRANCH, InstructionBank.at(3)))
                .as("another branch")
                .isFalse();
        assertThat(bank.register.passOn(id, InstructionBank.BRANCH, InstructionBank.at(2)))
                .isTrue();
        assertThat(bank.register.passOn(id, InstructionBank.BRANCH, InstructionBank.at(2)))
                .as("again")
                .isFalse();
        assertThat(bank.receipts(id)).contains("4 DELIVERED, 5 DELIVERED, 6 WAITING");
        bank.passOn(id, 4);
        assertThat(bank.steps(id)).isEqualTo("41 DELIVERED, 42 DELIVERED, 51 WAITING, 61 WAITING");

        assertThat(bank.tasks.of(InstructionBank.staff(41))).singleElement().satisfies(task -> {
            assertThat(task.title()).isEqualTo("黄金走势");
            assertThat(task.step()).isEqualTo(StaffStep.DELIVERED);
            assertThat(task.authorName()).isEqualTo("何静");
        });
        bank.later(Duration.ofHours(1));
        assertThat(bank.tasks.seen(id, InstructionBank.staff(41))).isTrue();
        assertThat(bank.tasks.seen(id, InstructionBank.staff(41))).isFalse();
        assertThat(bank.tasks.start(id, InstructionBank.staff(41))).isTrue();
        assertThat(bank.tasks.start(id, InstructionBank.staff(41))).isFalse();
        bank.later(Duration.ofHours(3));
        assertThat(bank.tasks.done(id, InstructionBank.staff(41))).isTrue();
        assertThat(bank.tasks.done(id, InstructionBank.staff(42)))
                .as("whoever says at once that it is done has seen and begun it")
                .isTrue();
        assertThat(bank.tasks.of(InstructionBank.staff(41))).isEmpty();
        assertThat(bank.tasks.find(id, InstructionBank.staff(41))).isPresent();
        assertThat(bank.steps(id)).startsWith("41 DONE, 42 DONE");
    }

    @Test
    void goesDownByItselfWhereTheIssuerChoseSo() {
        InstructionId id = bank.issue(bank.sending());

        assertThat(bank.receipts(id)).doesNotContain("WAITING", "DELIVERED");
        assertThat(bank.steps(id)).isEqualTo("41 DELIVERED, 42 DELIVERED, 51 DELIVERED, 61 DELIVERED");
        assertThat(
                        bank.count(
                                "engagement.touch where source = 'INSTRUCTION' and source_id = " + id.value()
                                        + " and staff_id = customer_id and contact_id = customer_id and state = 'WISHED' and content_id = 9"))
                .isEqualTo(4);
        bank.round.work();
        bank.round.work();
        assertThat(bank.count("engagement.touch")).as("nobody twice").isEqualTo(4);
    }

    @Test
    void theSameFormIssuesOnce() {
        InstructionDraft draft = bank.draft();
        InstructionId id = bank.issue(draft);

        assertThat(bank.register.issue(draft, InstructionBank.BANK)).isEqualTo(new Issued.Done(id, 0, true));
        assertThat(bank.count("engagement.instruction")).isOne();
    }

    @Test
    void refusesWhatIsOutsideTheIssuersScopeOrReachesNobody() {
        InstructionDraft whole = bank.draft();
        assertThat(bank.register.issue(whole, InstructionBank.at(2)))
                .isEqualTo(new Issued.Refused(List.of(InstructionProblem.REACH)));
        assertThat(bank.register.issue(elsewhere(whole, 2, 6), InstructionBank.BANK))
                .as("of the branch, but for an outlet of the other")
                .isEqualTo(new Issued.Refused(List.of(InstructionProblem.REACH)));
        assertThat(bank.register.issue(elsewhere(whole, 4, 4), new DataScope.OwnCustomers(InstructionBank.staff(41))))
                .isEqualTo(new Issued.Refused(List.of(InstructionProblem.REACH)));
        bank.run(
                "update engagement.content_version set state = 'WITHDRAWN', ended_by = 'x', ended_at = now(), end_reason = 'x'");
        InstructionDraft wrong = new InstructionDraft(
                "wrong",
                " ",
                "",
                Optional.of(InstructionBank.CONTENT),
                Optional.of(new PlanId(7)),
                Optional.of(Channel.TASK),
                InstructionBank.HEAD,
                List.of(InstructionBank.HEAD),
                List.of("行长"),
                false,
                InstructionBank.TODAY.minusDays(1),
                Optional.of(31),
                2);
        assertThat(bank.register.issue(wrong, InstructionBank.BANK))
                .isEqualTo(new Issued.Refused(List.of(
                        InstructionProblem.TITLE,
                        InstructionProblem.WORDS,
                        InstructionProblem.DUE,
                        InstructionProblem.DAYS,
                        InstructionProblem.NOBODY,
                        InstructionProblem.CONTENT,
                        InstructionProblem.PLAN,
                        InstructionProblem.CHANNEL)));
        assertThat(bank.count("engagement.instruction")).isZero();
    }

    private static InstructionDraft elsewhere(InstructionDraft of, long from, long reach) {
        return new InstructionDraft(
                of.key() + "-" + from,
                of.title(),
                of.words(),
                of.content(),
                of.plan(),
                of.channel(),
                new InstitutionId(from),
                List.of(new InstitutionId(reach)),
                of.positions(),
                of.automatic(),
                of.due(),
                of.remindDays(),
                of.escalateDays());
    }

    @Test
    void whoJoinsGetsItAndWhoLeavesIsTakenOut() {
        InstructionId id = bank.issue(bank.sending());
        bank.tasks.done(id, InstructionBank.staff(42));

        bank.run("update core.staff_post set valid_to = '2026-11-02' where staff_id in (41, 42, 43, 51)");
        bank.run("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                values (141, 41, 4, '大堂经理', '2026-11-03'), (143, 43, 4, '客户经理', '2026-11-03')
                """);
        bank.run("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                values (151, 51, 6, '客户经理', '2026-11-03')
                """);
        bank.later(Duration.ofDays(1));
        bank.round.work();

        assertThat(bank.steps(id)).isEqualTo("41 LEFT, 42 DONE, 43 DELIVERED, 51 DELIVERED, 61 DELIVERED");
        assertThat(bank.tasks.of(InstructionBank.staff(41))).isEmpty();
        assertThat(bank.count("engagement.instruction_staff where staff_id = 51 and institution_id = 6"))
                .isOne();
        assertThat(
                        bank.count(
                                "engagement.touch where staff_id = 41 and state = 'SUPPRESSED' and why ->> 'rule' = 'INSTRUCTION_LEFT'"))
                .isOne();

        bank.run("delete from core.staff_post where id = 141");
        bank.run("update core.staff_post set valid_to = null where staff_id = 41");
        bank.round.work();
        assertThat(bank.steps(id)).as("who comes back has it again").startsWith("41 DELIVERED, 42 DONE");
    }

    @Test
    void whoJoinsAnInstitutionThatHasNotPassedItOnWaits() {
        InstructionId id = bank.issue(bank.draft());
        bank.run(
                "insert into core.institution (id, code, name, parent_id, level, province, version) values (7, 'B2', '新支行', 3, 3, '110000', 0)");
        bank.run(
                "insert into core.institution_path (ancestor_id, institution_id, depth) values (7, 7, 0), (3, 7, 1), (1, 7, 2)");
        bank.run("update core.staff_post set valid_to = '2026-11-01' where id = 43");
        bank.run(
                "insert into core.staff_post (id, staff_id, institution_id, position, valid_from) values (143, 43, 7, '客户经理', '2026-11-02')");
        bank.round.work();

        assertThat(bank.receipts(id)).contains("3 DELIVERED", "7 WAITING");
        assertThat(bank.steps(id)).contains("43 WAITING");
        bank.passOn(id, 3, 7);
        assertThat(bank.steps(id)).contains("43 DELIVERED");
    }

    @Test
    void onceItIsOverNothingOfItWaits() {
        InstructionId id = bank.issue(bank.sending());
        bank.run("update engagement.touch set state = 'PLANNED' where staff_id = 51");
        assertThat(bank.register.end(id, InstructionState.WITHDRAWN, "费率变了", InstructionBank.at(2)))
                .as("issued above")
                .isFalse();

        assertThat(bank.register.end(id, InstructionState.WITHDRAWN, "费率变了", InstructionBank.BANK))
                .isTrue();

        assertThat(bank.register.end(id, InstructionState.ENDED, "再来", InstructionBank.BANK))
                .isFalse();
        assertThat(bank.tasks.of(InstructionBank.staff(41))).isEmpty();
        assertThat(bank.tasks.done(id, InstructionBank.staff(41))).isFalse();
        assertThat(bank.tasks.feedback(id, InstructionBank.staff(41), FeedbackKind.USEFUL, ""))
                .isFalse();
        assertThat(bank.count("engagement.touch where state <> 'SUPPRESSED'")).isZero();
        assertThat(bank.rows
                        .find(id, InstructionBank.BANK)
                        .orElseThrow()
                        .over()
                        .orElseThrow()
                        .reason())
                .isEqualTo("费率变了");
        assertThat(bank.count("core.audit_entry where action = 'INSTRUCTION_ENDED' and reason = '费率变了'"))
                .isOne();
    }

    @Test
    void whatTheFrontSaysIsAnsweredAndTheAnswerIsSeen() {
        InstructionId id = bank.issue(bank.sending());
        assertThat(bank.tasks.feedback(id, InstructionBank.staff(41), FeedbackKind.DISLIKED, "  "))
                .as("why?")
                .isFalse();
        assertThat(bank.tasks.feedback(id, InstructionBank.staff(43), FeedbackKind.USEFUL, ""))
                .as("not theirs")
                .isFalse();
        assertThat(bank.tasks.feedback(id, InstructionBank.staff(41), FeedbackKind.DISLIKED, "早上八点太早"))
                .isTrue();

        assertThat(bank.rows.all(InstructionBank.BANK, "author"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.mine()).isTrue();
                    assertThat(line.unanswered()).isOne();
                });
        Feedback said = bank.river.feedback(id, InstructionBank.HEAD).getFirst();
        assertThat(said.institution()).isEqualTo("第一支行");
        assertThat(bank.register.answer(id, said.id(), "改到十点", InstructionBank.at(2)))
                .as("not the author's")
                .isFalse();
        assertThat(bank.register.answer(id, said.id(), "改到十点", InstructionBank.BANK))
                .isTrue();
        assertThat(bank.register.answer(id, said.id(), "再改", InstructionBank.BANK))
                .isFalse();
        assertThat(bank.tasks.of(InstructionBank.staff(41)).getFirst().newAnswers())
                .isOne();

        assertThat(bank.tasks.seen(id, InstructionBank.staff(41))).isTrue();

        assertThat(bank.tasks.of(InstructionBank.staff(41)).getFirst().newAnswers())
                .isZero();
        assertThat(bank.river.feedback(id, InstructionBank.staff(41)).getFirst().answerSeen())
                .isTrue();
        assertThat(bank.rows.all(InstructionBank.BANK, "author").getFirst().unanswered())
                .isZero();
    }

    @Test
    void isSeenWhereItWasIssuedAndWhereItHasArrivedAndNowhereElse() {
        InstructionId id = bank.issue(bank.draft());
        bank.passOn(id, 2);

        assertThat(bank.rows.all(InstructionBank.at(2), "x")).hasSize(1);
        assertThat(bank.rows.find(id, InstructionBank.at(4))).isPresent();
        assertThat(bank.rows.find(id, InstructionBank.at(6)))
                .as("its branch has not passed it on")
                .isEmpty();
        assertThat(bank.rows.find(id, new DataScope.OwnCustomers(InstructionBank.staff(41))))
                .isEmpty();
        assertThat(bank.rows.find(id, new DataScope.Nothing())).isEmpty();
        assertThat(bank.rows.own(bank.rows.find(id, InstructionBank.at(2)).orElseThrow(), InstructionBank.at(2)))
                .isFalse();
        bank.passOn(id, 4);
        assertThat(bank.rows.all(new DataScope.OwnCustomers(InstructionBank.staff(41)), "x"))
                .hasSize(1);
        assertThat(bank.rows.all(InstructionBank.at(2), "x").getFirst().counts())
                .as("of the own branch alone")
                .isEqualTo(new StepCounts(1, 2, 0, 0, 0));
        assertThat(bank.rows.toPassOn(new InstitutionId(5), InstructionBank.at(5)))
                .hasSize(1);
        assertThat(bank.rows.toPassOn(new InstitutionId(5), InstructionBank.at(4)))
                .isEmpty();
    }
}
