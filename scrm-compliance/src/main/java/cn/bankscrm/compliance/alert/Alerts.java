package cn.bankscrm.compliance.alert;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes alerts in, each once: what is known by the same keys is raised no second time, however often somebody comes by
 * (after a kill, in a back-scan). Raised in the transaction of whoever found it, together with their place.
 */
@Component
public class Alerts {

    /** Repeats from the first to the last of a group. */
    public static final Duration GROUPED_WITHIN = Duration.ofHours(24);

    /** Taken while alerts are raised: two who raise at once would make two groups of what belongs together. */
    private static final long RAISING = 0x616c65727473L;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient db;

    /** Carries the time zone of the business. */
    private final Clock clock;

    Alerts(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Raises an alert in the caller's transaction.
     *
     * @return whether it was new
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean raise(NewAlert alert) {
        db.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", RAISING)
                .query((row, n) -> "")
                .single();
        List<String> unseen = db.sql("""
                        select k.key from unnest(:keys) as k (key)
                        where not exists (select from compliance.alert_key known where known.key = k.key)
                        """)
                .param("keys", alert.keys().toArray(String[]::new))
                .query((row, n) -> Objects.requireNonNull(row.getString("key")))
                .list();
        if (unseen.isEmpty()) {
            return false;
        }
        @Nullable Long institution = institution(alert);
        long group = group(alert, institution);
        long id = insert(alert, group, institution);
        db.sql("insert into compliance.alert_key (key, alert_id) select k.key, :alert from unnest(:keys) as k (key)")
                .param("keys", unseen.toArray(String[]::new))
                .param("alert", id)
                .update();
        return true;
    }

    /** Where the member of staff stood on the day; the lowest of several. */
    private @Nullable Long institution(NewAlert alert) {
        if (alert.staff().isEmpty()) {
            return null;
        }
        return db.sql("""
                        select p.institution_id
                        from core.pub_staff_post p
                        join core.pub_institution i on i.id = p.institution_id
                        where p.staff_id = :staff and p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day)
                        order by i.level desc, p.valid_from desc
                        limit 1
                        """)
                .param("staff", alert.staff().get().value())
                .param("day", LocalDate.ofInstant(alert.at(), clock.getZone()))
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    /** The group that is still being handled and near enough in time; else a new one. */
    private long group(NewAlert alert, @Nullable Long institution) {
        Optional<Long> joined = db.sql("""
                        update compliance.alert_group g
                        set first_at = least(g.first_at, :at), last_at = greatest(g.last_at, :at), alerts = g.alerts + 1,
                            level = case when array_position(:levels, :level) > array_position(:levels, g.level) then :level else g.level end
                        where g.id = (
                            select o.id from compliance.alert_group o
                            where o.state in ('OPEN', 'IN_CASE') and o.rule = :rule
                                and o.staff_id is not distinct from :staff::bigint
                                and o.conversation_id is not distinct from :conversation::bigint
                                and (:conversation::bigint is not null or o.contact_id is not distinct from :contact::bigint)
                                and o.last_at >= :at::timestamptz - :window::interval and o.first_at <= :at::timestamptz + :window::interval
                                and greatest(o.last_at, :at::timestamptz) - least(o.first_at, :at::timestamptz) <= :window::interval
                            order by o.last_at desc limit 1)
                        returning g.id
                        """)
                .params(common(alert))
                .param("levels", levels())
                .param("window", GROUPED_WITHIN.toSeconds() + " seconds")
                .query(Long.class)
                .optional();
        return joined.orElseGet(() -> db.sql("""
                        insert into compliance.alert_group
                            (source, rule, level, staff_id, institution_id, contact_id, conversation_id, first_at, last_at, alerts)
                        values (:source, :rule, :level, :staff, :institution, :contact, :conversation, :at, :at, 1)
                        returning id
                        """)
                .params(common(alert))
                .param("institution", institution)
                .query(Long.class)
                .single());
    }

    private long insert(NewAlert alert, long group, @Nullable Long institution) {
        return db.sql("""
                        insert into compliance.alert
                            (group_id, source, rule, level, lexicon_version, hits, facts, staff_id, institution_id, contact_id,
                             conversation_id, seq, at, raised_at)
                        values (:group, :source, :rule, :level, :version, :hits::jsonb, :facts::jsonb, :staff, :institution, :contact,
                             :conversation, :seq, :at, :now)
                        returning id
                        """)
                .params(common(alert))
                .param("group", group)
                .param("institution", institution)
                .param(
                        "version",
                        alert.lexicon().map(version -> version.value()).orElse(null))
                .param(
                        "hits",
                        JSON.writeValueAsString(alert.hits().stream()
                                .map(hit ->
                                        Map.of("entry", hit.entry().value(), "start", hit.start(), "end", hit.end()))
                                .toList()))
                .param("facts", JSON.writeValueAsString(alert.facts()))
                .param("seq", alert.seq().orElse(null))
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    private static Map<String, @Nullable Object> common(NewAlert alert) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("source", alert.source().name());
        values.put("rule", alert.rule());
        values.put("level", alert.level().name());
        values.put("staff", alert.staff().map(id -> id.value()).orElse(null));
        values.put("contact", alert.contact().map(id -> id.value()).orElse(null));
        values.put("conversation", alert.conversation().map(id -> id.value()).orElse(null));
        values.put("at", Timestamp.from(alert.at()));
        return values;
    }

    private static String[] levels() {
        return Arrays.stream(AlertLevel.values()).map(Enum::name).toArray(String[]::new);
    }
}
