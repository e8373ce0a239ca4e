package cn.bankscrm.compliance.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.IllegalTransactionStateException;

/** An alert is raised once, and repeats stand together. */
class AlertsTests {

    private static final Instant MORNING = Instant.parse("2026-11-16T02:00:00Z");

    @TempDir
    private Path data;

    private AlertNode node;
    private Alerts alerts;

    @BeforeEach
    void starts() {
        node = new AlertNode(data, new AdjustableClock());
        alerts = node.get(Alerts.class);
    }

    @AfterEach
    void ends() {
        node.close();
    }

    @Test
    void raisesTheSameOnce() {
        assertThat(raise(said(1, "保本", AlertLevel.HIGH, MORNING))).isTrue();
        assertThat(raise(said(1, "保本", AlertLevel.HIGH, MORNING))).isFalse();
        assertThat(node.count("compliance.alert")).isEqualTo(1);
        assertThat(groups()).containsExactly("承诺收益 HIGH 1");
    }

    @Test
    void aTermThatWasNotSeenInTheMessageIsRaisedBesideTheOneThatWas() {
        raise(said(1, "保本", AlertLevel.HIGH, MORNING));
        assertThat(raise(said(1, "保息", AlertLevel.HIGH, MORNING))).isTrue();
        assertThat(raise(said(1, "保息", AlertLevel.HIGH, MORNING))).isFalse();
        assertThat(groups()).containsExactly("承诺收益 HIGH 2");
    }

    @Test
    void repeatsWithinTheHoursOfAGroupStandTogetherAtTheGravestLevel() {
        raise(said(1, "保本", AlertLevel.MEDIUM, MORNING));
        raise(said(2, "保本", AlertLevel.HIGH, MORNING.plus(Alerts.GROUPED_WITHIN)));
        raise(said(3, "保本", AlertLevel.LOW, MORNING.plusSeconds(60)));
        assertThat(groups()).containsExactly("承诺收益 HIGH 3");

        raise(said(4, "保本", AlertLevel.LOW, MORNING.plus(Alerts.GROUPED_WITHIN).plusSeconds(1)));
        assertThat(groups()).containsExactly("承诺收益 HIGH 3", "承诺收益 LOW 1");
    }

    @Test
    void anOlderMessageFoundLaterJoinsToo() {
        raise(said(2, "保本", AlertLevel.LOW, MORNING));
        raise(said(1, "保本", AlertLevel.LOW, MORNING.minus(Duration.ofHours(23))));
        raise(said(3, "保本", AlertLevel.LOW, MORNING.plus(Duration.ofHours(2))));
        assertThat(groups()).containsExactlyInAnyOrder("承诺收益 LOW 2", "承诺收益 LOW 1");
    }

    @Test
    void anotherMemberConversationOrRuleIsAnotherGroup() {
        raise(said(1, "保本", AlertLevel.LOW, MORNING));
        raise(alert(2, "承诺收益", "保本", AlertNode.WANG, 1, AlertLevel.LOW, MORNING));
        raise(alert(3, "承诺收益", "保本", AlertNode.LI, 2, AlertLevel.LOW, MORNING));
        raise(alert(4, "诱导营销", "限时", AlertNode.LI, 1, AlertLevel.LOW, MORNING));
        assertThat(node.count("compliance.alert_group")).isEqualTo(4);
    }

    @Test
    void whatIsDecidedIsNotJoinedAnyMore() {
        raise(said(1, "保本", AlertLevel.LOW, MORNING));
        node.db().sql("""
                update compliance.alert_group set state = 'DISMISSED', decided_by = 'officer', decided_at = now()
                """).update();
        raise(said(2, "保本", AlertLevel.LOW, MORNING.plusSeconds(1)));
        assertThat(groups()).containsExactly("承诺收益 LOW 1", "承诺收益 LOW 1");
    }

    @Test
    void belongsToTheInstitutionOfThatDay() {
        node.db()
                .sql("update core.staff_post set valid_to = '2026-11-15' where staff_id = 11")
                .update();
        node.db().sql("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                values (13, 11, 3, '客户经理', '2026-11-16')
                """).update();
        // 23:59 and 00:01 in Shanghai
        raise(said(1, "保本", AlertLevel.LOW, Instant.parse("2026-11-15T15:59:00Z")));
        raise(said(2, "保本", AlertLevel.LOW, Instant.parse("2026-11-17T16:01:00Z")));
        raise(said(3, "保本", AlertLevel.LOW, Instant.parse("2019-11-15T16:01:00Z")));
        assertThat(node.db()
                        .sql("select coalesce(institution_id, 0) from compliance.alert order by seq")
                        .query(Long.class)
                        .list())
                .containsExactly(2L, 3L, 0L);
    }

    @Test
    void twoWhoRaiseAtOnceMakeOneGroupAndNothingTwice() throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Future<?>> running = List.of(both.submit(this::twenty), both.submit(this::twenty));
            for (Future<?> each : running) {
                each.get();
            }
        }
        assertThat(groups()).containsExactly("承诺收益 LOW 20");
    }

    private void twenty() {
        for (int i = 1; i <= 20; i++) {
            raise(said(i, "保本", AlertLevel.LOW, MORNING.plusSeconds(i)));
        }
    }

    @Test
    void isRaisedInTheTransactionOfWhoeverFoundIt() {
        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> alerts.raise(said(1, "保本", AlertLevel.LOW, MORNING)));
        node.transaction().executeWithoutResult(status -> {
            alerts.raise(said(1, "保本", AlertLevel.LOW, MORNING));
            status.setRollbackOnly();
        });
        assertThat(node.count("compliance.alert")).isZero();
        assertThat(raise(said(1, "保本", AlertLevel.LOW, MORNING))).isTrue();
    }

    private boolean raise(NewAlert alert) {
        return Objects.requireNonNull(node.transaction().execute(status -> alerts.raise(alert)));
    }

    private List<String> groups() {
        return node.db()
                .sql("select rule || ' ' || level || ' ' || alerts from compliance.alert_group order by id")
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    private static NewAlert said(long seq, String term, AlertLevel level, Instant at) {
        return alert(seq, "承诺收益", term, AlertNode.LI, 1, level, at);
    }

    private static NewAlert alert(
            long seq, String category, String term, StaffId staff, long conversation, AlertLevel level, Instant at) {
        return new NewAlert(
                AlertSource.WORD,
                category,
                level,
                Optional.of(new VersionNumber(1)),
                List.of(new RuleHit(new EntryId(1), term, 0, 2)),
                Optional.of(staff),
                Optional.of(new ExternalContactId(21)),
                Optional.of(new ConversationId(conversation)),
                Optional.of(seq),
                at,
                Set.of("word:" + seq + ":" + category + ":" + term),
                Map.of());
    }
}
