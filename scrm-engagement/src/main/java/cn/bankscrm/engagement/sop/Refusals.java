package cn.bankscrm.engagement.sop;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What of a plan did not go out, and why, as far as the reader sees the staff who were to do it. */
@Component
@Transactional(readOnly = true)
public class Refusals {

    private final JdbcClient db;

    Refusals(JdbcClient db) {
        this.db = db;
    }

    /**
     * So many touches for one reason.
     *
     * @param rule the name of the rule: CAP, QUIET, HOLIDAY, OPTED_OUT, COMPLAINT, DELETION, PLAN_PAUSED …
     * @param channel of a cap that is for one channel
     * @param days of a cap, or of a silence; 0 where there is none
     * @param most of a cap
     * @param others of which other wishes the budget was used: plans and managers by their source
     */
    public record Refused(
            String rule, Optional<String> channel, int days, int most, long touches, String others, Instant last) {}

    /** How many touches stand where. */
    public record Standing(String state, long touches) {}

    /** The most frequent reason first. */
    public List<Refused> of(PlanId plan) {
        return db.sql("""
                        select why ->> 'rule' as rule, why ->> 'channel' as channel, coalesce((why ->> 'days')::int, 0) as days,
                            coalesce((why ->> 'most')::int, 0) as most, count(*) as touches, max(state_at) as last,
                            coalesce(string_agg(distinct split_part(u.key, ':', 1), ','), '') as others
                        from engagement.touch t
                        left join lateral (
                            select x ->> 'key' as key
                            from jsonb_array_elements(case jsonb_typeof(t.why -> 'used') when 'array' then t.why -> 'used' else '[]' end) x
                            limit 1) u on true
                        where source = 'SOP' and source_id = :plan and state = 'SUPPRESSED'
                        group by 1, 2, 3, 4
                        order by touches desc
                        limit 20
                        """)
                .param("plan", plan.value())
                .query((row, number) -> new Refused(
                        String.valueOf(row.getString("rule")),
                        Optional.ofNullable(row.getString("channel")),
                        row.getInt("days"),
                        row.getInt("most"),
                        row.getLong("touches"),
                        String.valueOf(row.getString("others")),
                        row.getObject("last", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** All touches of a plan by their state. */
    public List<Standing> standing(PlanId plan) {
        return db.sql("""
                        select state, count(*) as touches from engagement.touch
                        where source = 'SOP' and source_id = :plan group by state order by 1
                        """)
                .param("plan", plan.value())
                .query((row, number) -> new Standing(String.valueOf(row.getString("state")), row.getLong("touches")))
                .list();
    }
}
