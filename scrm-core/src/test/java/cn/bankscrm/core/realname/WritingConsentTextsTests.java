package cn.bankscrm.core.realname;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.realname.ConsentTextVersion.State;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.db.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class WritingConsentTextsTests {

    private static final DataScope HEAD_OFFICE = new DataScope.WholeBank();
    private static final Instant NOW = Instant.parse("2026-12-01T02:00:00Z");

    private final JdbcClient db = JdbcClient.create(TestDatabase.fresh().dataSource());
    private final Moving clock = new Moving();
    private final WritingConsentTexts writing = new WritingConsentTexts(db, auditLog(), clock);
    private final ConsentTexts shown = new ConsentTexts(db, clock);

    @Test
    void comesIntoForceWhenASecondPersonHasApprovedItAndItsTimeIsThere() {
        assertThat(writing.begin(draft("2027-01", NOW.plus(Duration.ofHours(2))), true, "wang", HEAD_OFFICE))
                .isEqualTo(ConsentTextAnswer.DONE);
        assertThat(shown.current().version()).isEqualTo("2026-11");

        assertThat(writing.approve("2027-01", 0, "WANG", HEAD_OFFICE)).isEqualTo(ConsentTextAnswer.SAME_PERSON);
        assertThat(writing.approve("2027-01", 0, "li", HEAD_OFFICE)).isEqualTo(ConsentTextAnswer.DONE);
        assertThat(state("2027-01")).isEqualTo(State.COMING);
        assertThat(shown.current().version()).isEqualTo("2026-11");
        assertThat(shown.find("2027-01")).isEmpty();

        clock.at = NOW.plus(Duration.ofHours(3));
        assertThat(shown.current().version()).isEqualTo("2027-01");
        assertThat(state("2027-01")).isEqualTo(State.IN_FORCE);
        assertThat(state("2026-11")).isEqualTo(State.FORMER);
        assertThat(shown.find("2026-11")).as("can still be read").isPresent();
    }

    @Test
    void isInForceAtOnceWhereItsTimeIsOverOrNoneIsGiven() {
        writing.begin(draft("a", null), true, "wang", HEAD_OFFICE);
        writing.approve("a", 0, "li", HEAD_OFFICE);
        assertThat(shown.current().version()).isEqualTo("a");
        assertThat(writing.find("a").orElseThrow().effectiveFrom()).isEqualTo(NOW);

        clock.at = NOW.plus(Duration.ofMinutes(1));
        writing.begin(draft("b", NOW.minus(Duration.ofDays(9))), true, "wang", HEAD_OFFICE);
        writing.approve("b", 0, "li", HEAD_OFFICE);
        assertThat(writing.find("b").orElseThrow().effectiveFrom())
                .as("never before it was approved")
                .isEqualTo(clock.at);
        assertThat(shown.current().version()).isEqualTo("b");
    }

    @Test
    void whoChangesATextLastCountsAsItsWriter() {
        writing.begin(draft("a", null), true, "wang", HEAD_OFFICE);
        assertThat(writing.change(draft("a", null), 0, true, "li", HEAD_OFFICE)).isEqualTo(ConsentTextAnswer.DONE);

        assertThat(writing.approve("a", 1, "li", HEAD_OFFICE)).isEqualTo(ConsentTextAnswer.SAME_PERSON);
        assertThat(writing.approve("a", 0, "wang", HEAD_OFFICE))
                .as("on an old page")
                .isEqualTo(ConsentTextAnswer.CHANGED);
        assertThat(writing.approve("a", 1, "wang", HEAD_OFFICE)).isEqualTo(ConsentTextAnswer.DONE);
    }

    @Test
    void aDraftIsNotApprovedAndGoesAsItCame() {
        writing.begin(draft("a", null), false, "wang", HEAD_OFFICE);
        assertThat(writing.approve("a", 0, "li", HEAD_OFFICE)).isEqualTo(ConsentTextAnswer.CHANGED);
        assertThat(writing.begin(draft("a", null), false, "li", HEAD_OFFICE)).isEqualTo(ConsentTextAnswer.TAKEN);

        assertThat(writing.discard("a", 0, HEAD_OFFICE)).isEqualTo(ConsentTextAnswer.DONE);
        assertThat(writing.find("a")).isEmpty();
    }

    @Test
    void isSentBackUntilItIsInForceAndNeverAfterwards() {
        writing.begin(draft("a", NOW.plus(Duration.ofHours(1))), true, "wang", HEAD_OFFICE);
        writing.approve("a", 0, "li", HEAD_OFFICE);
        assertThat(writing.sendBack("a", 1, "法务要改一句", "li", HEAD_OFFICE)).isEqualTo(ConsentTextAnswer.DONE);
        assertThat(state("a")).isEqualTo(State.DRAFT);
        assertThat(writing.find("a").orElseThrow().sentBackReason()).isEqualTo("法务要改一句");

        writing.change(draft("a", null), 2, true, "wang", HEAD_OFFICE);
        writing.approve("a", 3, "li", HEAD_OFFICE);
        assertThat(writing.sendBack("a", 4, "太晚", "li", HEAD_OFFICE)).isEqualTo(ConsentTextAnswer.CHANGED);
        assertThat(writing.change(draft("a", null), 4, true, "li", HEAD_OFFICE)).isEqualTo(ConsentTextAnswer.CHANGED);
        assertThat(writing.discard("a", 4, HEAD_OFFICE)).isEqualTo(ConsentTextAnswer.CHANGED);
    }

    @Test
    void theTableHoldsWhatCustomersWereShownAndTheSecondPerson() {
        for (String statement : List.of(
                "update core.consent_text set body = 'x' where version = '2026-11'",
                "delete from core.consent_text where version = '2026-11'")) {
            assertThatThrownBy(() -> db.sql(statement).update()).hasMessageContaining("never changed");
        }
        writing.begin(draft("a", null), true, "wang", HEAD_OFFICE);
        assertThatThrownBy(() -> db.sql("""
                                update core.consent_text
                                set status = 'APPROVED', approved_by = 'Wang', approved_at = now(), effective_from = now()
                                where version = 'a'
                                """).update()).hasMessageContaining("consent_text_four_eyes_ck");
    }

    @Test
    void isHeadOfficesAlone() {
        db.sql("""
                        insert into core.institution (id, code, name, parent_id, level, province, version)
                        values (1, '0', '总行', null, 1, '330000', 0), (2, '01', '分行', 1, 2, '330000', 0)
                        """).update();
        assertThat(writing.mayWrite(new DataScope.Subtree(new InstitutionId(1))))
                .isTrue();
        for (DataScope other : List.of(
                new DataScope.Subtree(new InstitutionId(2)),
                new DataScope.OwnCustomers(new StaffId(1)),
                new DataScope.Nothing())) {
            assertThat(writing.begin(draft("a", null), true, "wang", other))
                    .isEqualTo(ConsentTextAnswer.NOT_HEAD_OFFICE);
            assertThat(writing.approve("2026-11", 0, "wang", other)).isEqualTo(ConsentTextAnswer.NOT_HEAD_OFFICE);
        }
    }

    @Test
    void everyStepIsInTheAuditLog() {
        writing.begin(draft("a", null), false, "wang", HEAD_OFFICE);
        writing.change(draft("a", null), 0, true, "wang", HEAD_OFFICE);
        writing.sendBack("a", 1, "错字", "li", HEAD_OFFICE);
        writing.change(draft("a", null), 2, true, "wang", HEAD_OFFICE);
        writing.approve("a", 3, "li", HEAD_OFFICE);

        assertThat(db.sql("""
                        select details ->> 'what' || coalesce(' ' || reason, '') as step from core.audit_entry
                        where action = 'CONSENT_TEXT_WRITTEN' and subject_kind = 'CONSENT_TEXT' and subject_id = 'a'
                        order by id
                        """).query((row, n) -> row.getString("step")).list())
                .containsExactly("DRAFTED", "PROPOSED", "SENT_BACK 错字", "PROPOSED", "APPROVED");
    }

    private AuditLog auditLog() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(JdbcClient.class, () -> db);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(
                CurrentActor.class, () -> () -> new Actor(Actor.Kind.ACCOUNT, "hg01", "合规", "COMPLIANCE", "10.1.2.3"));
        context.register(AuditLog.class);
        context.refresh();
        return context.getBean(AuditLog.class);
    }

    private State state(String version) {
        return writing.find(version).orElseThrow().state();
    }

    private static ConsentTextDraft draft(String version, @Nullable Instant from) {
        return new ConsentTextDraft(version, "告知同意书", "为什么\n因为。\n\n您的权利\n随时撤回。", from);
    }

    private static final class Moving extends Clock {

        private Instant at = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return at;
        }
    }
}
