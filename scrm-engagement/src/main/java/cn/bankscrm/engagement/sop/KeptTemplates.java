package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.engagement.uplift.Uplift;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans that were done, kept with their results as templates that others copy. Figures alone, no customer: everybody
 * who writes plans may read them.
 */
@Component
public class KeptTemplates {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient db;
    private final PlanRows plans;
    private final AuditLog audit;
    private final CurrentActor actor;
    private final Clock clock;

    KeptTemplates(JdbcClient db, PlanRows plans, AuditLog audit, CurrentActor actor, Clock clock) {
        this.db = db;
        this.plans = plans;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * A template with what the plan behind it brought about when it was kept.
     *
     * @param treated how many were touched
     * @param difference of the shares that reached the goal; empty where there was no control group
     * @param advice questions, answers and experience
     */
    public record Kept(
            long id,
            String name,
            Scene scene,
            String institution,
            PlanRule rule,
            long treated,
            Optional<BigDecimal> difference,
            Optional<BigDecimal> low,
            Optional<BigDecimal> high,
            String advice,
            String keptBy,
            Instant keptAt) {}

    /** Keeps the version that is in force, or was last. @return false when none ever was */
    @Transactional
    public boolean keep(Plan plan, String name, String advice) {
        Optional<PlanVersion> version = plans.versions(plan.id()).stream()
                .filter(one -> one.state() == VersionState.IN_FORCE)
                .findFirst();
        if (version.isEmpty()) {
            return false;
        }
        PlanResult result = plans.result(plan.id());
        ObjectNode figures =
                JSON.createObjectNode().put("treated", result.reached().of());
        result.uplift().ifPresent(uplift -> put(figures, uplift));
        db.sql("""
                        insert into engagement.sop_template (name, scene, institution_id, plan_id, rule, result, advice, kept_by, kept_at)
                        values (:name, :scene, :institution, :plan, :rule::jsonb, :result::jsonb, :advice, :by, :now)
                        """)
                .param("name", name)
                .param("scene", plan.scene().name())
                .param("institution", plan.institution().value())
                .param("plan", plan.id().value())
                .param("rule", PlanJson.write(version.get().rule()))
                .param("result", JSON.writeValueAsString(figures))
                .param("advice", advice)
                .param("by", actor.get().name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(
                AuditAction.SOP_PLAN_CHANGED,
                new AuditSubject(AuditSubject.Kind.SOP, Long.toString(plan.id().value()), plan.institution()),
                null,
                Map.of("change", "KEPT_AS_TEMPLATE"));
        return true;
    }

    /** What worked best first. */
    @Transactional(readOnly = true)
    public List<Kept> all() {
        return db.sql(KEPT + "order by (t.result ->> 'low')::numeric desc nulls last, t.kept_at desc limit 200")
                .query((row, number) -> kept(row))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Kept> find(long id) {
        return db.sql(KEPT + "where t.id = :id")
                .param("id", id)
                .query((row, number) -> kept(row))
                .optional();
    }

    private static final String KEPT = """
            select t.id, t.name, t.scene, i.name as institution, t.rule::text as rule, t.result::text as result, t.advice,
                t.kept_by, t.kept_at
            from engagement.sop_template t
            join core.pub_institution i on i.id = t.institution_id
            """;

    private static Kept kept(ResultSet row) throws SQLException {
        JsonNode result = JSON.readTree(row.getString("result"));
        return new Kept(
                row.getLong("id"),
                row.getString("name"),
                Scene.valueOf(row.getString("scene")),
                row.getString("institution"),
                PlanJson.read(row.getString("rule")),
                result.required("treated").longValue(),
                number(result, "difference"),
                number(result, "low"),
                number(result, "high"),
                row.getString("advice"),
                row.getString("kept_by"),
                row.getObject("kept_at", OffsetDateTime.class).toInstant());
    }

    private static Optional<BigDecimal> number(JsonNode node, String name) {
        return node.has(name) ? Optional.of(new BigDecimal(node.required(name).stringValue())) : Optional.empty();
    }

    private static void put(ObjectNode node, Uplift uplift) {
        node.put("difference", uplift.difference().toPlainString())
                .put("low", uplift.low().toPlainString())
                .put("high", uplift.high().toPlainString());
    }
}
