package cn.bankscrm.compliance.alert;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Customers whom staff deleted from their friends: each deletion is raised once, by the number of its friend link. */
@Component
class DeletedCustomers {

    /**
     * What is told later than this is found by the reconciliation with WeCom alone, which does not know who deleted.
     */
    static final Duration LOOKS_BACK = Duration.ofDays(7);

    private static final int PAGE = 500;

    private final JdbcClient db;
    private final Alerts alerts;
    private final Clock clock;

    DeletedCustomers(JdbcClient db, Alerts alerts, Clock clock) {
        this.db = db;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** @return whether there may be more */
    @Transactional
    public boolean work() {
        List<NewAlert> deletions = db.sql("""
                        select l.id, l.staff_id, l.contact_id, l.ended_at
                        from core.pub_friend_link l
                        where l.ended_by = 'STAFF' and l.ended_at >= :since
                            and not exists (select from compliance.alert_key k where k.key = 'deleted:' || l.id)
                        order by l.ended_at
                        limit :most
                        """)
                .param("since", Timestamp.from(clock.instant().minus(LOOKS_BACK)))
                .param("most", PAGE)
                .query((row, n) -> NewAlert.deleted(
                        row.getLong("id"),
                        new StaffId(row.getLong("staff_id")),
                        new ExternalContactId(row.getLong("contact_id")),
                        row.getTimestamp("ended_at").toInstant()))
                .list();
        deletions.forEach(alerts::raise);
        return deletions.size() == PAGE;
    }
}
