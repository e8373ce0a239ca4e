package cn.bankscrm.compliance.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.AlertNode;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.compliance.reading.Officer;
import cn.bankscrm.compliance.reading.Officers;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.dao.DataAccessException;

/** Samples of the month before, drawn, handed out and judged. */
class SamplingTests {

    private static final Auditor ANNA = new Auditor("anna", AlertNode.HEAD, Optional.empty());
    private static final Auditor BORIS = new Auditor("boris", AlertNode.HEAD, Optional.of(AlertNode.WANG));
    private static final Auditor CLARA = new Auditor("clara", AlertNode.NORTH, Optional.empty());
    private static final Auditor DORA = new Auditor("dora", AlertNode.HEAD, Optional.empty());

    @TempDir
    private Path data;

    private final Clock clock = new AdjustableClock();
    private final YearMonth month = YearMonth.now(clock).minusMonths(1);
    private AlertNode node;
    private SamplingPlans plans;
    private Sampling sampling;
    private SampleReviews reviews;

    @ComponentScan(
            basePackages = {"cn.bankscrm.compliance.alert", "cn.bankscrm.compliance.casework"},
            useDefaultFilters = false,
            includeFilters =
                    @Filter(type = FilterType.REGEX, pattern = ".*[.](AlertDecisions|Cases|CaseRows|CaseSteps)"))
    static class Around {

        @Bean
        Officers officers() {
            return () -> List.of(officer(ANNA), officer(BORIS), officer(CLARA), officer(DORA));
        }

        private static Officer officer(Auditor auditor) {
            return new Officer(auditor.account(), auditor.account(), auditor.institution(), auditor.self());
        }
    }

    @BeforeEach
    void starts() {
        node = new AlertNode(
                data,
                clock,
                Around.class,
                SamplingPlans.class,
                Frames.class,
                Sampling.class,
                Findings.class,
                SampleReviews.class,
                Samples.class);
        plans = node.get(SamplingPlans.class);
        sampling = node.get(Sampling.class);
        reviews = node.get(SampleReviews.class);
    }

    @AfterEach
    void ends() {
        node.close();
    }

    @Test
    void drawsOfEachManagerWhatThePreviewTellsAndTheSameBySeed() {
        talk("li", 12);
        talk("wang", 4);
        SamplingPlan plan = plan("0.5", 5, "0");
        DrawPreview preview = sampling.preview(plan, month);
        assertThat(preview.staff())
                .containsExactly(
                        new DrawPreview.OfStaff("S11", "李经理", 12, 6), new DrawPreview.OfStaff("S12", "王经理", 4, 4));
        assertThat(List.of(preview.population(), preview.drawn(), preview.twice()))
                .containsExactly(16, 10, 0);

        long first = draw(plan, 7);
        List<String> drawn = items(first);
        assertThat(drawn).hasSize(10);
        assertThat(sampling.draw(plan, month, 7, "anna")).isEqualTo(new Sampling.Outcome.Refused());
        assertThat(items(draw(plan("0.5", 5, "0"), 7))).isEqualTo(drawn);
        assertThat(items(draw(plan("0.5", 5, "0"), 8))).isNotEqualTo(drawn);
        assertThat(node.db()
                        .sql("select count(distinct frame_digest) from compliance.sampling_draw")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aMonthThatIsNotOverOrInWhichNobodySpokeIsNotDrawn() {
        SamplingPlan plan = plan("0.5", 5, "0");
        assertThat(sampling.draw(plan, YearMonth.now(clock), 1, "anna")).isEqualTo(new Sampling.Outcome.TooEarly());
        assertThat(sampling.draw(plan, month, 1, "anna")).isEqualTo(new Sampling.Outcome.Nothing());
        talk("li", 1);
        assertThat(plans.end(AlertNode.HEAD, plan.id())).isTrue();
        assertThat(plans.end(AlertNode.HEAD, plan.id())).isFalse();
        assertThat(sampling.draw(plan, month, 1, "anna")).isEqualTo(new Sampling.Outcome.Refused());
    }

    @Test
    void conversationsWithSignsOfRiskWeighMore() {
        talk("li", 2);
        node.db().sql("""
                        insert into compliance.alert_group
                            (source, rule, level, staff_id, conversation_id, first_at, last_at, alerts)
                        select 'WORD', '承诺收益', 'HIGH', 11, min(id), :at, :at, 1 from compliance.conversation
                        """).param("at", Timestamp.from(within())).update();
        node.db().sql("""
                        insert into compliance.alert (group_id, source, rule, level, hits, facts, staff_id, conversation_id, at, raised_at)
                        select id, source, rule, level, '[]', '{}', staff_id, conversation_id, last_at, last_at from compliance.alert_group
                        """).update();
        node.db()
                .sql("update core.staff_post set valid_from = :day where staff_id = 11")
                .param("day", Date.valueOf(month.atDay(1)))
                .update();
        draw(plan("1", 0, "0"), 3);
        assertThat(node.db()
                        .sql(
                                "select weight || ' ' || array_to_string(signs, ',') from compliance.sampling_item order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("3.00 NEW_STAFF", "8.00 ALERT,NEW_STAFF");
    }

    @Test
    void nobodyJudgesTheOwnConversationsNorThoseOfOthersInstitutions() {
        talk("li", 6);
        talk("wang", 6);
        draw(plan("1", 0, "1"), 3);
        Map<String, Set<String>> judges = node.db().sql("""
                        select r.reviewer || ':' || i.staff_id as who from compliance.sampling_review r
                        join compliance.sampling_item i on i.id = r.item_id
                        """).query(String.class).list().stream()
                .collect(Collectors.groupingBy(
                        who -> who.split(":", -1)[1],
                        Collectors.mapping(who -> who.split(":", -1)[0], Collectors.toSet())));
        assertThat(judges.get("11")).containsExactlyInAnyOrder("anna", "boris", "clara", "dora");
        assertThat(judges.get("12")).containsExactlyInAnyOrder("anna", "dora");
        assertThat(reviews.waiting(CLARA, 100))
                .allMatch(task -> task.staffNumber().equals("S11"));
        ReviewTask other = reviews.waiting(ANNA, 1).getFirst();
        assertThat(reviews.find(BORIS, other.id())).isEmpty();
        assertThat(reviews.judge(BORIS, other.id(), Judgement.inOrder(""))).isFalse();
    }

    @Test
    void aSecondJudgesBlindAndAThirdDecidesWhereTheyDiffer() {
        talk("wang", 1);
        long draw = draw(plan("1", 0, "1"), 3);
        ReviewTask first = reviews.waiting(ANNA, 1).getFirst();
        ReviewTask second = reviews.waiting(DORA, 1).getFirst();
        assertThat(first.conversation()).isEqualTo(second.conversation());

        assertThat(reviews.judge(ANNA, first.id(), Judgement.finding("误导", AlertLevel.MEDIUM, "承诺了收益")))
                .isTrue();
        assertThat(reviews.judge(ANNA, first.id(), Judgement.inOrder(""))).isFalse();
        ReviewTask blind = reviews.find(DORA, second.id()).orElseThrow();
        assertThat(blind.before()).isEmpty();
        assertThat(blind.deciding()).isFalse();
        assertThat(node.db()
                        .sql("select details::text from core.audit_entry where action = 'SAMPLE_REVIEWED'")
                        .query(String.class)
                        .list())
                .allMatch(details -> !details.contains("FINDING") && !details.contains("误导"));
        assertThat(node.count("compliance.alert")).isZero();

        reviews.judge(DORA, second.id(), Judgement.inOrder("未见问题"));
        assertThat(samples().find(AlertNode.HEAD, draw).orElseThrow().agreement())
                .isEqualTo(new Agreement(1, 0, Optional.of(new BigDecimal("0.000"))));
        // nobody else may: boris talked himself, clara is of another branch; so it waits for somebody new
        assertThat(node.count("compliance.sampling_review where round = 'THIRD' and reviewer is null"))
                .isEqualTo(1);
        assertThat(reviews.waiting(ANNA, 9)).isEmpty();
        assertThat(reviews.waiting(BORIS, 9)).isEmpty();
        assertThat(reviews.waiting(CLARA, 9)).isEmpty();
        Auditor emil = new Auditor("emil", AlertNode.SOUTH, Optional.empty());
        ReviewTask third = reviews.waiting(emil, 9).getFirst();
        assertThat(third.deciding()).isTrue();
        assertThat(reviews.find(emil, third.id()).orElseThrow().before())
                .containsExactly(Judgement.finding("误导", AlertLevel.MEDIUM, "承诺了收益"), Judgement.inOrder("未见问题"));
        reviews.judge(emil, third.id(), Judgement.finding("误导", AlertLevel.HIGH, ""));

        assertThat(samples().find(AlertNode.HEAD, draw).orElseThrow().findings())
                .isEqualTo(1);
        assertThat(node.db()
                        .sql("select source || ' ' || rule || ' ' || level from compliance.alert")
                        .query(String.class)
                        .list())
                .containsExactly("SAMPLING 误导 HIGH");
        assertThat(node.count("compliance.case_file where opened_by = 'emil' and level = 'HIGH'"))
                .isEqualTo(1);
    }

    @Test
    void twoWhoAgreeSettleItWithoutAThird() {
        talk("li", 1);
        long draw = draw(plan("1", 0, "1"), 3);
        for (Auditor auditor : List.of(ANNA, BORIS, CLARA, DORA)) {
            reviews.waiting(auditor, 9).forEach(task -> reviews.judge(auditor, task.id(), Judgement.inOrder("")));
        }
        SampleDraw done = samples().find(AlertNode.HEAD, draw).orElseThrow();
        assertThat(List.of(done.items(), done.settled(), done.findings())).containsExactly(1, 1, 0);
        assertThat(done.agreement().share()).contains(new BigDecimal("1.0000"));
        assertThat(samples().staff(draw)).containsExactly(new Samples.OfStaff("S11", "李经理", 1, 1, 0));
        assertThat(node.count("compliance.sampling_review where round = 'THIRD'"))
                .isZero();
    }

    @Test
    void aJudgementIsNeverChangedNotEvenInTheDatabase() {
        talk("li", 1);
        draw(plan("1", 0, "0"), 3);
        List<ReviewTask> tasks = new ArrayList<>();
        for (Auditor auditor : List.of(ANNA, BORIS, CLARA, DORA)) {
            tasks.addAll(reviews.waiting(auditor, 9));
            reviews.waiting(auditor, 9).forEach(task -> reviews.judge(auditor, task.id(), Judgement.inOrder("")));
        }
        assertThat(tasks).hasSize(1);
        assertThatThrownBy(() -> node.db()
                        .sql("update compliance.sampling_review set verdict = 'FINDING', category = 'x', level = 'LOW'")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    private Samples samples() {
        return node.get(Samples.class);
    }

    private int made;

    private SamplingPlan plan(String share, int least, String second) {
        long id = plans.make(AlertNode.HEAD, "方案" + ++made, DrawingTests.rules(share, least, second), "anna")
                .orElseThrow();
        return plans.find(AlertNode.HEAD, id).orElseThrow();
    }

    private long draw(SamplingPlan plan, long seed) {
        return ((Sampling.Outcome.Made) sampling.draw(plan, month, seed, "anna")).draw();
    }

    private List<String> items(long draw) {
        return node.db()
                .sql(
                        "select conversation_id || ' ' || weight || blind from compliance.sampling_item where draw_id = :draw order by 1")
                .param("draw", draw)
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    private void talk(String member, int conversations) {
        ArchivedChats chats = node.chats();
        for (int i = 0; i < conversations; i++) {
            String customer = "wm" + member + i;
            ConversationId talk = chats.single(member, customer);
            chats.said(talk, within(), customer, List.of(member), "在吗");
            chats.said(talk, within().plusSeconds(60), member, List.of(customer), "您好");
        }
    }

    private Instant within() {
        return month.atDay(10).atTime(10, 0).atZone(clock.getZone()).toInstant();
    }
}
