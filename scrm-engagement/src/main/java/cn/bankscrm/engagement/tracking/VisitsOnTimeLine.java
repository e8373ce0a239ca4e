package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.activity.TimeLineFact;
import cn.bankscrm.core.activity.TimeLineKind;
import cn.bankscrm.core.activity.TimeLineQuery;
import cn.bankscrm.core.activity.TimeLineSource;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What customers read behind links stands on their time line, read from where visits are kept. */
@Component
class VisitsOnTimeLine implements TimeLineSource {

    private static final long FULL = 100;

    private final JdbcClient db;

    VisitsOnTimeLine(JdbcClient db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "visit";
    }

    @Override
    public Set<TimeLineKind> kinds() {
        return Set.of(TimeLineKind.LINK_OPENED);
    }

    @Override
    public List<TimeLineFact> facts(TimeLineQuery query) {
        return db.sql("""
                        select f.*, c.title
                        from core.pub_contact_span p
                        cross join lateral (
                            select v.opened_at, v.id, v.staff_id, v.contact_id, v.version_id, v.dwell_seconds, v.scroll_percent
                            from engagement.link_visit v
                            where v.contact_id = p.contact_id and v.opened_at >= p.since and v.opened_at < p.until
                                and (v.opened_at, v.id) < (:before, :beforeId) and v.opened_at >= :from
                                and (:staff::bigint is null or v.staff_id = :staff)
                            order by v.opened_at desc, v.id desc limit :most) f
                        join engagement.content_version c on c.id = f.version_id
                        where p.customer_id = :customer
                        order by f.opened_at desc, f.id desc limit :most
                        """)
                .param("customer", query.customer().value())
                .param("before", Timestamp.from(query.before()))
                .param("beforeId", query.beforeId())
                .param("from", Timestamp.from(query.from()))
                .param("staff", query.staff() == null ? null : query.staff().value())
                .param("most", query.most())
                .query((row, number) -> fact(row))
                .list();
    }

    private static TimeLineFact fact(ResultSet row) throws SQLException {
        return new TimeLineFact(
                row.getTimestamp("opened_at").toInstant(),
                row.getLong("id"),
                TimeLineKind.LINK_OPENED,
                new StaffId(row.getLong("staff_id")),
                new ExternalContactId(row.getLong("contact_id")),
                Map.of(
                        "content", String.valueOf(row.getString("title")),
                        "dwell", String.valueOf(row.getInt("dwell_seconds")),
                        "scroll", String.valueOf(Math.min(FULL, row.getInt("scroll_percent")))));
    }
}
