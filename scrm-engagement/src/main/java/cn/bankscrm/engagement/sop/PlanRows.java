package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.uplift.Amounts;
import cn.bankscrm.engagement.uplift.Share;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans as they are read: those of a reader's own subtree, and those of institutions above that reach into it. */
@Component
@Transactional(readOnly = true)
public class PlanRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String PLAN = """
            select p.id, p.name, p.scene, p.institution_id, i.name as institution_name, p.state, p.pilot_ids,
                p.control_share, p.paused_why::text as paused_why, p.made_by, p.made_at, p.version
            from engagement.sop_plan p
            join core.pub_institution i on i.id = p.institution_id
            where\s""";

    private final JdbcClient db;

    PlanRows(JdbcClient db) {
        this.db = db;
    }

    /** The newest first; those that have ended last. */
    public List<Plan> all(DataScope scope) {
        return db.sql(PLAN + seen(scope) + " order by p.state = 'ENDED', p.made_at desc, p.id desc limit 500")
                .param("root", root(scope))
                .query(PlanRows::plan)
                .list();
    }

    public Optional<Plan> find(PlanId id, DataScope scope) {
        return db.sql(PLAN + "p.id = :id and " + seen(scope))
                .param("id", id.value())
                .param("root", root(scope))
                .query(PlanRows::plan)
                .optional();
    }

    /** Whether the reader may change the plan: it is of their subtree. */
    public boolean own(Plan plan, DataScope scope) {
        return own(plan.institution(), scope);
    }

    boolean own(InstitutionId institution, DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> true;
            case DataScope.Subtree(var root) ->
                db.sql("""
                        select count(*) > 0 from core.pub_institution_path
                        where ancestor_id = :root and institution_id = :institution
                        """)
                        .param("root", root.value())
                        .param("institution", institution.value())
                        .query(Boolean.class)
                        .single();
            case DataScope.OwnCustomers(var staff) -> false;
            case DataScope.Nothing() -> false;
        };
    }

    /** The newest first. */
    public List<PlanVersion> versions(PlanId plan) {
        return db.sql("""
                        select id, number, state, rule::text as rule, written_by, written_at, submitted_by, decided_by,
                            decision_reason, revision
                        from engagement.sop_version where plan_id = :plan order by number desc
                        """).param("plan", plan.value()).query(PlanRows::version).list();
    }

    /** As last counted. */
    public PlanResult result(PlanId plan) {
        return db.sql("""
                        select
                            coalesce(sum(enrolled) filter (where arm = 'TREATED'), 0) as treated,
                            coalesce(sum(reached) filter (where arm = 'TREATED'), 0) as treated_reached,
                            coalesce(sum(departed) filter (where arm = 'TREATED'), 0) as treated_left,
                            coalesce(sum(amounts) filter (where arm = 'TREATED'), 0) as treated_amounts,
                            coalesce(sum(amount_sum) filter (where arm = 'TREATED'), 0) as treated_sum,
                            coalesce(sum(amount_squares) filter (where arm = 'TREATED'), 0) as treated_squares,
                            coalesce(sum(enrolled) filter (where arm = 'CONTROL'), 0) as control,
                            coalesce(sum(reached) filter (where arm = 'CONTROL'), 0) as control_reached,
                            coalesce(sum(departed) filter (where arm = 'CONTROL'), 0) as control_left,
                            coalesce(sum(amounts) filter (where arm = 'CONTROL'), 0) as control_amounts,
                            coalesce(sum(amount_sum) filter (where arm = 'CONTROL'), 0) as control_sum,
                            coalesce(sum(amount_squares) filter (where arm = 'CONTROL'), 0) as control_squares,
                            max(counted_at) as counted_at
                        from engagement.sop_outcome o
                        join engagement.sop_version v on v.id = o.version_id
                        where v.plan_id = :plan
                        """).param("plan", plan.value()).query(PlanRows::result).single();
    }

    private static PlanResult result(ResultSet row, int number) throws SQLException {
        return new PlanResult(
                share(row, "treated_reached", "treated"),
                share(row, "control_reached", "control"),
                share(row, "treated_left", "treated"),
                share(row, "control_left", "control"),
                amounts(row, "treated"),
                amounts(row, "control"),
                Optional.ofNullable(row.getObject("counted_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static Share share(ResultSet row, String reached, String of) throws SQLException {
        return new Share(row.getLong(reached), row.getLong(of));
    }

    private static Amounts amounts(ResultSet row, String arm) throws SQLException {
        return new Amounts(
                row.getLong(arm + "_amounts"), row.getBigDecimal(arm + "_sum"), row.getBigDecimal(arm + "_squares"));
    }

    private static String seen(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) -> """
                    (p.institution_id in (
                            select institution_id from core.pub_institution_path where ancestor_id = :root)
                        or p.state <> 'DRAFT' and p.institution_id in (
                            select ancestor_id from core.pub_institution_path where institution_id = :root))
                    """;
            case DataScope.OwnCustomers(var staff) -> "false";
            case DataScope.Nothing() -> "false";
        };
    }

    private static long root(DataScope scope) {
        return scope instanceof DataScope.Subtree(var institution) ? institution.value() : 0;
    }

    static Plan plan(ResultSet row, int number) throws SQLException {
        Long[] pilots = (Long[]) row.getArray("pilot_ids").getArray();
        return new Plan(
                new PlanId(row.getLong("id")),
                row.getString("name"),
                Scene.valueOf(row.getString("scene")),
                new InstitutionId(row.getLong("institution_id")),
                row.getString("institution_name"),
                PlanState.valueOf(row.getString("state")),
                Arrays.stream(pilots).map(InstitutionId::new).toList(),
                row.getInt("control_share"),
                pause(row.getString("paused_why")),
                row.getString("made_by"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getInt("version"));
    }

    private static PlanVersion version(ResultSet row, int number) throws SQLException {
        return new PlanVersion(
                row.getLong("id"),
                row.getInt("number"),
                VersionState.valueOf(row.getString("state")),
                PlanJson.read(row.getString("rule")),
                row.getString("written_by"),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("submitted_by")),
                Optional.ofNullable(row.getString("decided_by")),
                Optional.ofNullable(row.getString("decision_reason")),
                row.getInt("revision"));
    }

    private static Optional<Pause> pause(@Nullable String json) {
        if (json == null) {
            return Optional.empty();
        }
        JsonNode node = JSON.readTree(json);
        return Optional.of(
                node.has("by")
                        ? new Pause.ByPerson(
                                node.required("by").stringValue(),
                                node.required("reason").stringValue())
                        : new Pause.ByBrake(
                                node.required("treated").longValue(),
                                node.required("treatedLeft").longValue(),
                                node.required("control").longValue(),
                                node.required("controlLeft").longValue(),
                                new BigDecimal(node.required("low").stringValue()),
                                new BigDecimal(node.required("high").stringValue())));
    }

    static String json(Pause pause) {
        return switch (pause) {
            case Pause.ByPerson(var by, var reason) ->
                JSON.writeValueAsString(JSON.createObjectNode().put("by", by).put("reason", reason));
            case Pause.ByBrake(var treated, var treatedLeft, var control, var controlLeft, var low, var high) ->
                JSON.writeValueAsString(JSON.createObjectNode()
                        .put("treated", treated)
                        .put("treatedLeft", treatedLeft)
                        .put("control", control)
                        .put("controlLeft", controlLeft)
                        .put("low", low.toPlainString())
                        .put("high", high.toPlainString()));
        };
    }
}
