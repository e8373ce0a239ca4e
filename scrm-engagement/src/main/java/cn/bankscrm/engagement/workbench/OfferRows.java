package cn.bankscrm.engagement.workbench;

import cn.bankscrm.compliance.interception.VerdictId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.core.staff.StaffRegister;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The offers as they are stored, and the touches behind them. */
@Component
class OfferRows {

    private final JdbcClient db;
    private final StaffRegister staff;

    OfferRows(JdbcClient db, StaffRegister staff) {
        this.db = db;
        this.staff = staff;
    }

    /** A touch of channel TASK that is open. */
    record OpenTouch(
            long id,
            @Nullable Long contact,
            @Nullable Long customer,
            @Nullable Long content,
            String words,
            Instant from) {}

    /** Whom something is said to; both may be missing where nobody is known. */
    record To(@Nullable Long contact, @Nullable Long customer) {}

    @Nullable
    StaffNo number(StaffId who) {
        return staff.number(who).orElse(null);
    }

    /** Of this member's own tasks alone. */
    Optional<OpenTouch> open(long touch, StaffId who) {
        return db.sql("""
                        select t.id, t.contact_id, t.customer_id, t.content_id, coalesce(t.planned_for, t.wished_for) as from_at,
                            coalesce((
                                select n.rule -> 'steps' -> (case when t.source = 'SOP' then split_part(t.key, ':', 4)::integer end - 1) ->> 'words'
                                from engagement.sop_enrolment e join engagement.sop_version n on n.id = e.version_id
                                where e.id = case when t.source = 'SOP' then split_part(t.key, ':', 3)::bigint end), '') as words
                        from engagement.touch t
                        where t.id = :id and t.staff_id = :staff and t.channel = 'TASK' and t.state = 'PLANNED'
                        """)
                .param("id", touch)
                .param("staff", who.value())
                .query((row, number) -> new OpenTouch(
                        row.getLong("id"),
                        row.getObject("contact_id", Long.class),
                        row.getObject("customer_id", Long.class),
                        row.getObject("content_id", Long.class),
                        row.getString("words"),
                        row.getTimestamp("from_at").toInstant()))
                .optional();
    }

    UUID keep(StaffId who, To to, @Nullable Long touch, @Nullable Long content, VerdictId verdict, Instant now) {
        UUID key = UUID.randomUUID();
        db.sql("""
                        insert into engagement.offer
                            (key, staff_id, contact_id, customer_id, touch_id, content_id, verdict_id, verdict_at, offered_at)
                        values (:key, :staff, :contact, :customer, :touch, :content, :verdict, :verdictAt, :now)
                        """)
                .param("key", key)
                .param("staff", who.value())
                .param("contact", to.contact())
                .param("customer", to.customer())
                .param("touch", touch)
                .param("content", content)
                .param("verdict", verdict.number())
                .param("verdictAt", Timestamp.from(verdict.at()))
                .param("now", Timestamp.from(now))
                .update();
        return key;
    }

    /** @return the touch of the offer, 0 for none; empty when it was recorded before, or is somebody else's */
    Optional<Long> sent(UUID key, StaffId who, Way way, Instant now) {
        return db.sql("""
                        update engagement.offer set sent_at = :now, way = :way
                        where key = :key and staff_id = :staff and sent_at is null
                        returning coalesce(touch_id, 0) as touch_id
                        """)
                .param("key", key)
                .param("staff", who.value())
                .param("way", way.name())
                .param("now", Timestamp.from(now))
                .query((row, number) -> row.getLong("touch_id"))
                .optional();
    }
}
