package cn.bankscrm.compliance.alert;

import cn.bankscrm.core.contact.ContactNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alerts as far as somebody oversees them; never what was said. */
@Component
@Transactional(readOnly = true)
public class AlertQueries {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String GROUP = """
            select g.id, g.source, g.rule, g.level, g.state, s.staff_no, s.name as staff_name, i.code, i.name as institution_name,
                e.external_userid, newest.conversation_id, newest.seq, g.first_at, g.last_at, g.alerts, c.case_id,
                g.decided_by, g.decided_at, g.decision_reason
            from compliance.alert_group g
            left join core.pub_staff s on s.id = g.staff_id
            left join core.pub_institution i on i.id = g.institution_id
            left join core.pub_external_contact e on e.id = g.contact_id
            left join compliance.case_alert c on c.group_id = g.id
            left join lateral (
                select a.conversation_id, a.seq from compliance.alert a where a.group_id = g.id order by a.at desc, a.id desc
                limit 1) newest on true
            where
            """;

    private static final String ORDER = " order by array_position(:levels, g.level) desc, g.last_at desc, g.id desc ";

    private final JdbcClient db;
    private final ContactNames contacts;

    AlertQueries(JdbcClient db, ContactNames contacts) {
        this.db = db;
        this.contacts = contacts;
    }

    /** The gravest first, the newest of a level before older ones. */
    public List<AlertGroup> list(AlertFilter filter, Optional<AlertPosition> after, int most, Oversight oversight) {
        return named(db.sql(GROUP + oversight.notOneself("g") + filter.condition() + """
                         and (:afterLevel::text is null
                             or (array_position(:levels, g.level), g.last_at, g.id)
                                 < (array_position(:levels, :afterLevel), :afterAt::timestamptz, :afterId::bigint))
                        """ + ORDER + "limit :most")
                .params(values(filter, oversight))
                .param("afterLevel", after.map(place -> place.level().name()).orElse(null))
                .param("afterAt", after.map(place -> place.at().toString()).orElse(null))
                .param("afterId", after.map(AlertPosition::id).orElse(null))
                .param("most", most)
                .query((row, n) -> group(row))
                .list());
    }

    /** All that fit, for a file. */
    public void each(AlertFilter filter, int most, Oversight oversight, Consumer<AlertGroup> rows) {
        try (Stream<AlertGroup> groups = db
                .sql(GROUP + oversight.notOneself("g") + filter.condition() + ORDER + "limit :most")
                .params(values(filter, oversight))
                .param("most", most)
                .query((row, n) -> group(row))
                .stream()) {
            groups.forEach(rows);
        }
    }

    public Optional<AlertGroup> find(long group, Oversight oversight) {
        return named(db.sql(GROUP + oversight.notOneself("g") + " and g.id = :id")
                        .params(oversight.values())
                        .param("id", group)
                        .query((row, n) -> group(row))
                        .list())
                .stream()
                .findFirst();
    }

    /** Those of a case. */
    public List<AlertGroup> ofCase(long caseId, Oversight oversight) {
        return named(db.sql(GROUP + oversight.notOneself("g") + " and c.case_id = :id" + ORDER)
                .params(oversight.values())
                .param("levels", levels())
                .param("id", caseId)
                .query((row, n) -> group(row))
                .list());
    }

    /** Those that nobody has decided, and that are about the same people or the same conversation as a case. */
    public List<AlertGroup> besideCase(long caseId, int most, Oversight oversight) {
        return named(db.sql(GROUP + oversight.notOneself("g") + """
                         and g.state = 'OPEN' and exists (
                            select from compliance.case_alert one join compliance.alert_group o on o.id = one.group_id
                            where one.case_id = :id and (
                                g.staff_id = o.staff_id or g.contact_id = o.contact_id or g.conversation_id = o.conversation_id))
                        """ + ORDER + "limit :most")
                .params(oversight.values())
                .param("levels", levels())
                .param("id", caseId)
                .param("most", most)
                .query((row, n) -> group(row))
                .list());
    }

    /** How many there are of each level. */
    public Map<AlertLevel, Long> counts(AlertFilter filter, Oversight oversight) {
        Map<AlertLevel, Long> counts = new EnumMap<>(AlertLevel.class);
        for (AlertLevel level : AlertLevel.values()) {
            counts.put(level, 0L);
        }
        db.sql("select g.level, count(*) as n from compliance.alert_group g where " + oversight.notOneself("g")
                        + filter.condition() + " group by g.level")
                .params(values(filter, oversight))
                .query(row -> {
                    counts.put(AlertLevel.valueOf(row.getString("level")), row.getLong("n"));
                });
        return counts;
    }

    /** The categories and rules that there are alerts of. */
    public List<String> rules(Oversight oversight) {
        return db.sql("select distinct g.rule from compliance.alert_group g where " + oversight.notOneself("g")
                        + " order by g.rule")
                .params(oversight.values())
                .query((row, n) -> Objects.requireNonNull(row.getString("rule")))
                .list();
    }

    /** The repeats of a group, newest first. */
    public List<AlertEvent> events(long group, int most, Oversight oversight) {
        return db.sql("""
                        select a.id, a.level, a.at, a.raised_at, a.conversation_id, a.seq, a.lexicon_version, a.facts,
                            coalesce((select jsonb_agg(h.hit || jsonb_build_object('term', l.term))
                                from jsonb_array_elements(a.hits) as h (hit)
                                join compliance.lexicon_entry l on l.id = (h.hit ->> 'entry')::bigint), '[]') as hits
                        from compliance.alert a
                        where a.group_id = :group and\s""" + oversight.notOneself("a") + " order by a.at desc, a.id desc limit :most")
                .params(oversight.values())
                .param("group", group)
                .param("most", most)
                .query((row, n) -> event(row))
                .list();
    }

    private static Map<String, @Nullable Object> values(AlertFilter filter, Oversight oversight) {
        Map<String, @Nullable Object> values = new HashMap<>(oversight.values());
        values.putAll(filter.values());
        values.put("levels", levels());
        return values;
    }

    static String[] levels() {
        return Arrays.stream(AlertLevel.values()).map(Enum::name).toArray(String[]::new);
    }

    /** What stands in {@code customer} until then is WeCom's id. */
    private List<AlertGroup> named(List<AlertGroup> groups) {
        List<String> ids = groups.stream()
                .flatMap(group -> Stream.ofNullable(group.customer()))
                .distinct()
                .toList();
        Map<String, String> names = ids.isEmpty() ? Map.of() : contacts.masked(ids);
        return groups.stream()
                .map(group -> {
                    String customer = group.customer();
                    return new AlertGroup(
                            group.id(),
                            group.source(),
                            group.rule(),
                            group.level(),
                            group.state(),
                            group.staffNo(),
                            group.staffName(),
                            group.institution(),
                            group.institutionName(),
                            customer == null ? null : names.get(customer),
                            group.conversation(),
                            group.seq(),
                            group.firstAt(),
                            group.lastAt(),
                            group.alerts(),
                            group.caseId(),
                            group.decidedBy(),
                            group.decidedAt(),
                            group.decisionReason());
                })
                .toList();
    }

    private static AlertGroup group(ResultSet row) throws SQLException {
        Timestamp decided = row.getTimestamp("decided_at");
        return new AlertGroup(
                row.getLong("id"),
                AlertSource.valueOf(row.getString("source")),
                Objects.requireNonNull(row.getString("rule")),
                AlertLevel.valueOf(row.getString("level")),
                GroupState.valueOf(row.getString("state")),
                row.getString("staff_no"),
                row.getString("staff_name"),
                row.getString("code"),
                row.getString("institution_name"),
                row.getString("external_userid"),
                row.getObject("conversation_id", Long.class),
                row.getObject("seq", Long.class),
                row.getTimestamp("first_at").toInstant(),
                row.getTimestamp("last_at").toInstant(),
                row.getInt("alerts"),
                row.getObject("case_id", Long.class),
                row.getString("decided_by"),
                decided == null ? null : decided.toInstant(),
                row.getString("decision_reason"));
    }

    private static AlertEvent event(ResultSet row) throws SQLException {
        Map<String, Long> facts = new HashMap<>();
        JSON.readTree(row.getString("facts"))
                .propertyStream()
                .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asLong()));
        return new AlertEvent(
                row.getLong("id"),
                AlertLevel.valueOf(row.getString("level")),
                row.getTimestamp("at").toInstant(),
                row.getTimestamp("raised_at").toInstant(),
                row.getObject("conversation_id", Long.class),
                row.getObject("seq", Long.class),
                row.getObject("lexicon_version", Integer.class),
                JSON.readTree(row.getString("hits"))
                        .valueStream()
                        .map(AlertQueries::hit)
                        .toList(),
                facts);
    }

    private static AlertEvent.TermHit hit(JsonNode hit) {
        return new AlertEvent.TermHit(
                hit.path("entry").asLong(),
                hit.path("term").asString(),
                hit.path("start").asInt(),
                hit.path("end").asInt());
    }
}
