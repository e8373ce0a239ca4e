package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.customer.VisibleCustomers;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.content.ContentId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which content is read most, behind the links of the managers in a scope. */
@Component
@Transactional(readOnly = true)
public class ReadContents {

    private final JdbcClient db;
    private final Clock clock;

    ReadContents(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * @param since the first day of openings
     * @param most at most so many
     */
    public List<ReadContent> since(LocalDate since, int most, DataScope scope) {
        return db.sql("""
                        select r.content_id, n.title, r.people, r.opens, r.passed_on
                        from (
                            select v.content_id, count(*) as opens,
                                count(distinct coalesce(v.contact_id::text, v.visitor)) as people,
                                count(distinct coalesce(v.contact_id::text, v.visitor)) filter (where v.depth > 0) as passed_on
                            from engagement.link_visit v join core.staff s on s.id = v.staff_id
                            where v.opened_at >= :since and %s
                            group by v.content_id
                            order by people desc, v.content_id limit :most) r
                        join lateral (
                            select t.title from engagement.content_version t
                            where t.content_id = r.content_id and t.state not in ('DRAFT', 'SUBMITTED', 'SENT_BACK')
                            order by t.number desc limit 1) n on true
                        order by r.people desc, r.content_id
                        """.formatted(VisibleCustomers.staffIn(scope)))
                .param(
                        "since",
                        Timestamp.from(since.atStartOfDay(clock.getZone()).toInstant()))
                .param("today", LocalDate.now(clock))
                .param("root", VisibleCustomers.root(scope))
                .param("most", most)
                .query((row, number) -> new ReadContent(
                        new ContentId(row.getLong("content_id")),
                        row.getString("title"),
                        row.getLong("people"),
                        row.getLong("opens"),
                        row.getLong("passed_on")))
                .list();
    }
}
