package cn.bankscrm.compliance.casework;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.alert.AlertDecisions;
import cn.bankscrm.compliance.alert.AlertGroup;
import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.AlertNode;
import cn.bankscrm.compliance.alert.AlertQueries;
import cn.bankscrm.compliance.alert.AlertSource;
import cn.bankscrm.compliance.alert.AlertStatistics;
import cn.bankscrm.compliance.alert.Alerts;
import cn.bankscrm.compliance.alert.NewAlert;
import cn.bankscrm.compliance.alert.Oversight;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.compliance.reading.Officer;
import cn.bankscrm.compliance.reading.Officers;
import cn.bankscrm.core.contact.ContactNames;
import cn.bankscrm.core.staff.StaffId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;

/** A bank with officers of head office and of a branch, one of whom is a manager, and what they do with cases. */
abstract class CaseStory {

    static final Auditor ANNA = new Auditor("anna", AlertNode.HEAD, Optional.empty());
    static final Auditor BORIS = new Auditor("boris", AlertNode.HEAD, Optional.empty());
    static final Auditor OF_NORTH = new Auditor("nora", AlertNode.NORTH, Optional.empty());
    static final Auditor LI_HERSELF = new Auditor("li", AlertNode.HEAD, Optional.of(AlertNode.LI));

    /**
     * No configuration by annotation: whoever scans these packages, as the application's tests do, would take it up.
     */
    static class Around {

        @Bean
        Officers officers() {
            return () -> Stream.of(ANNA, BORIS, OF_NORTH, LI_HERSELF)
                    .map(one -> new Officer(one.account(), one.account(), one.institution(), one.self()))
                    .toList();
        }
    }

    @TempDir
    private Path data;

    final AdjustableClock clock = new AdjustableClock();
    AlertNode node;
    Cases cases;
    CaseQueries queries;
    AlertQueries alerts;

    @BeforeEach
    void starts() {
        node = new AlertNode(
                data,
                clock,
                Around.class,
                Cases.class,
                CaseRows.class,
                CaseSteps.class,
                CaseQueries.class,
                CaseEscalation.class,
                AlertDecisions.class,
                AlertQueries.class,
                AlertStatistics.class,
                ContactNames.class);
        cases = node.get(Cases.class);
        queries = node.get(CaseQueries.class);
        alerts = node.get(AlertQueries.class);
    }

    @AfterEach
    void ends() {
        node.close();
    }

    AlertGroup group(long id) {
        return alerts.find(id, oversight(ANNA)).orElseThrow();
    }

    CaseFile file(long id) {
        return queries.find(id, oversight(ANNA)).orElseThrow();
    }

    CaseOutcome step(long id, CaseAction action, Auditor by) {
        int version = queries.find(id, oversight(ANNA)).orElseThrow().version();
        return cases.step(id, CaseMove.of(action, version, action.needsNote() ? "说明" : ""), by);
    }

    CaseOutcome move(
            long id,
            CaseAction action,
            String note,
            @Nullable Disposition disposition,
            @Nullable LocalDate due,
            Auditor by) {
        return cases.step(id, new CaseMove(action, file(id).version(), note, disposition, due, null, ""), by);
    }

    static Oversight oversight(Auditor auditor) {
        return AlertDecisions.oversight(auditor);
    }

    long raise(long seq, StaffId staff, AlertLevel level) {
        return raise(seq, staff, level, staff.value());
    }

    long raise(long seq, StaffId staff, AlertLevel level, long conversation) {
        NewAlert alert = new NewAlert(
                AlertSource.WORD,
                "承诺收益",
                level,
                Optional.empty(),
                List.of(),
                Optional.of(staff),
                Optional.empty(),
                Optional.of(new ConversationId(conversation)),
                Optional.of(seq),
                clock.instant(),
                Set.of("word:" + seq),
                Map.of());
        Alerts raising = node.get(Alerts.class);
        node.transaction().executeWithoutResult(status -> raising.raise(alert));
        return node.db()
                .sql("select group_id from compliance.alert where seq = :seq")
                .param("seq", seq)
                .query(Long.class)
                .single();
    }
}
