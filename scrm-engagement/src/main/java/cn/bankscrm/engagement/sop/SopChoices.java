package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What whoever writes a plan may choose from, and on whom it would fall. */
@Component
public class SopChoices {

    private static final int SAMPLE = 6;

    private final JdbcClient db;
    private final PlanRows plans;
    private final Clock clock;

    SopChoices(JdbcClient db, PlanRows plans, Clock clock) {
        this.db = db;
        this.plans = plans;
        this.clock = clock;
    }

    /** A published content. */
    public record ContentChoice(long id, String title) {}

    /** A real customer on whom a plan would fall, and the trigger's day. */
    public record Candidate(CustomerNo no, LocalDate day) {}

    /** Published today, of the institution or one above it; the newest first. */
    @Transactional(readOnly = true)
    public List<ContentChoice> contents(InstitutionId institution) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), PlanSql.ZONE);
        return db.sql("""
                        select c.id, v.title
                        from engagement.content c
                        join engagement.content_version v on v.content_id = c.id and v.state = 'PUBLISHED'
                        where v.valid_from <= :today and (v.valid_to is null or v.valid_to >= :today)
                            and c.institution_id in (
                                select ancestor_id from core.pub_institution_path where institution_id = :institution)
                        order by v.decided_at desc, c.id desc
                        limit 300
                        """)
                .param("today", today)
                .param("institution", institution.value())
                .query((row, number) -> new ContentChoice(row.getLong("id"), row.getString("title")))
                .list();
    }

    /**
     * Some of those whom a plan would have taken in during the last thirty days, or will soon, the newest first; with
     * institutions that the reader sees.
     */
    @Transactional
    public List<Candidate> candidates(PlanRule rule, InstitutionId institution, DataScope scope) {
        if (!plans.own(institution, scope)) {
            return List.of();
        }
        db.sql("set local statement_timeout = '10s'").update();
        LocalDate today = LocalDate.ofInstant(clock.instant(), PlanSql.ZONE);
        Running of = new Running(new PlanId(0), 0, rule, List.of(institution.value()), 0, "");
        return db.sql(PlanSql.people(rule.trigger()) + """
                        select c.customer_no, (s.anchor_at at time zone 'Asia/Shanghai')::date as day
                        from scoped s
                        join core.pub_customer c on c.id = s.customer_id
                        order by s.anchor_at desc, s.customer_id
                        limit :sample
                        """)
                .params(PlanSql.peopleParameters(of, today.minusDays(DryRuns.DAYS), today.plusDays(rule.lead()), today))
                .params(Map.of("sample", SAMPLE))
                .query((row, number) -> new Candidate(
                        new CustomerNo(String.valueOf(row.getString("customer_no"))),
                        row.getObject("day", LocalDate.class)))
                .list();
    }
}
