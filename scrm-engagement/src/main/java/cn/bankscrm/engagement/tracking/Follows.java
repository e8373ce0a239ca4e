package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What follows from reading, each at most once a visit: an interest is noted, and a lead is raised. Only of those who
 * are known; nothing follows for a stranger.
 */
@Component
class Follows {

    private final JdbcClient db;
    private final TrackingProperties settings;

    Follows(JdbcClient db, TrackingProperties settings) {
        this.db = db;
        this.settings = settings;
    }

    /** In the transaction in which the visit grew, and which holds its row. */
    void from(VisitRows.Row before, Reading after, Instant now) {
        before.reader().contact().ifPresent(contact -> {
            if (!showsInterest(before.reading()) && showsInterest(after)) {
                noteInterest(before, contact, now);
            }
            if (!isWorthALead(before.reading()) && isWorthALead(after)) {
                raiseLead(before, contact, after, now);
            }
        });
    }

    private boolean showsInterest(Reading reading) {
        return reading.dwellSeconds() >= settings.interestAfter().toSeconds();
    }

    private boolean isWorthALead(Reading reading) {
        return reading.target()
                || (reading.dwellSeconds() >= settings.leadDwell().toSeconds()
                        && reading.scrollPercent() >= settings.leadScroll());
    }

    private void noteInterest(VisitRows.Row visit, ExternalContactId contact, Instant now) {
        db.sql("""
                        insert into engagement.customer_interest as known (contact_id, interest_tag_id, count, last_at)
                        select :contact, v.interest_tag_id, 1, :now
                        from engagement.content_version v
                        where v.id = :version and v.interest_tag_id is not null
                        on conflict (contact_id, interest_tag_id)
                        do update set count = known.count + 1, last_at = greatest(known.last_at, excluded.last_at)
                        """)
                .param("contact", contact.value())
                .param("version", visit.version().value())
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Not while one is open, nor soon after one was closed. */
    private void raiseLead(VisitRows.Row visit, ExternalContactId contact, Reading reading, Instant now) {
        db.sql("""
                        insert into engagement.lead (content_id, version_id, contact_id, customer_id, staff_id, next_step, raised_at)
                        select :content, :version, :contact, b.customer_id, :staff, :step, :now
                        from (values (1)) one
                        left join core.binding b on b.contact_id = :contact and b.unbound_at is null
                        where not exists (
                            select from engagement.lead l
                            where l.content_id = :content and l.closed_at > :recently
                                and (l.contact_id = :contact or l.customer_id = b.customer_id))
                        on conflict do nothing
                        """)
                .param("content", visit.content().value())
                .param("version", visit.version().value())
                .param("contact", contact.value())
                .param("staff", visit.staff().value())
                .param("step", NextStep.after(reading).name())
                .param("now", Timestamp.from(now))
                .param("recently", Timestamp.from(now.minus(settings.leadAgainAfter())))
                .update();
    }
}
