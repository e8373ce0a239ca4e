package cn.bankscrm.compliance.sampling;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Plans of an institution's officers. A plan is never changed: another one takes its place. */
@Component
@Transactional
public class SamplingPlans {

    private final JdbcClient db;
    private final AuditLog audit;
    private final Clock clock;

    SamplingPlans(JdbcClient db, AuditLog audit, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.clock = clock;
    }

    /** @return empty when the institution has an open plan of that name */
    public Optional<Long> make(InstitutionId institution, String name, PlanRules rules, String by) {
        Optional<Long> id = db.sql("""
                            insert into compliance.sampling_plan
                                (name, institution_id, share, least, second_share, alert_weight, complaint_weight,
                                 new_staff_weight, high_value_weight, new_staff_days, high_value_aum, made_by, made_at)
                            values (:name, :institution, :share, :least, :second, :alert, :complaint, :newStaff, :highValue,
                                :days, :aum, :by, :now)
                            on conflict (institution_id, name) where ended_at is null do nothing
                            returning id
                            """)
                .param("name", name)
                .param("institution", institution.value())
                .param("share", rules.share())
                .param("least", rules.least())
                .param("second", rules.secondShare())
                .param("alert", rules.weight(RiskSign.ALERT))
                .param("complaint", rules.weight(RiskSign.COMPLAINT))
                .param("newStaff", rules.weight(RiskSign.NEW_STAFF))
                .param("highValue", rules.weight(RiskSign.HIGH_VALUE))
                .param("days", rules.newStaffDays())
                .param("aum", rules.highValueAum())
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .optional();
        id.ifPresent(made -> record(made, institution, "MADE"));
        return id;
    }

    /** @return false when there is no such open plan */
    public boolean end(InstitutionId institution, long id) {
        boolean ended = db.sql("""
                                update compliance.sampling_plan set ended_at = :now
                                where id = :id and institution_id = :institution and ended_at is null
                                """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id)
                        .param("institution", institution.value())
                        .update()
                == 1;
        if (ended) {
            record(id, institution, "ENDED");
        }
        return ended;
    }

    /** Open ones first, then the newest. */
    public List<SamplingPlan> list(InstitutionId institution) {
        return db.sql("""
                        select * from compliance.sampling_plan where institution_id = :institution
                        order by ended_at is not null, id desc
                        """)
                .param("institution", institution.value())
                .query((row, n) -> plan(row))
                .list();
    }

    public Optional<SamplingPlan> find(InstitutionId institution, long id) {
        return db.sql("select * from compliance.sampling_plan where id = :id and institution_id = :institution")
                .param("id", id)
                .param("institution", institution.value())
                .query((row, n) -> plan(row))
                .optional();
    }

    private static SamplingPlan plan(ResultSet row) throws SQLException {
        return new SamplingPlan(
                row.getLong("id"),
                Objects.requireNonNull(row.getString("name")),
                new InstitutionId(row.getLong("institution_id")),
                new PlanRules(
                        row.getBigDecimal("share"),
                        row.getInt("least"),
                        row.getBigDecimal("second_share"),
                        Map.of(
                                RiskSign.ALERT, row.getBigDecimal("alert_weight"),
                                RiskSign.COMPLAINT, row.getBigDecimal("complaint_weight"),
                                RiskSign.NEW_STAFF, row.getBigDecimal("new_staff_weight"),
                                RiskSign.HIGH_VALUE, row.getBigDecimal("high_value_weight")),
                        row.getInt("new_staff_days"),
                        row.getBigDecimal("high_value_aum")),
                Objects.requireNonNull(row.getString("made_by")),
                row.getTimestamp("made_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant));
    }

    private void record(long id, InstitutionId institution, String step) {
        audit.record(
                AuditAction.SAMPLING_PLAN_CHANGED,
                new AuditSubject(AuditSubject.Kind.SAMPLING, "plan-" + id, institution),
                null,
                Map.of("step", step));
    }
}
