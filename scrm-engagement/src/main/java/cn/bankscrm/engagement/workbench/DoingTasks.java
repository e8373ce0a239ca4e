package cn.bankscrm.engagement.workbench;

import cn.bankscrm.core.activity.Activities;
import cn.bankscrm.core.activity.Activity;
import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.fatigue.MassSendRoom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of the touches of channel TASK, of a member's own alone: done, not done and why, sent another way. */
@Component
@Transactional
public class DoingTasks {

    private final JdbcClient db;
    private final Activities activities;
    private final MassSendRoom room;
    private final Clock clock;

    DoingTasks(JdbcClient db, Activities activities, MassSendRoom room, Clock clock) {
        this.db = db;
        this.activities = activities;
        this.room = room;
        this.clock = clock;
    }

    /** How a draft for one customer went. */
    public enum Draft {
        /** WeCom's draft is being made; the member confirms it there. */
        DRAFTED,
        /** The customer had as many mass sends as the fatigue guard lets one have. */
        NO_ROOM,
        /** The task is gone, or nothing can be sent by it. */
        GONE
    }

    /**
     * The customer was served: an effective contact on their time line.
     *
     * @return whether it was open
     */
    public boolean done(long touch, StaffId who) {
        Instant now = clock.instant();
        List<Optional<Activity>> done = db.sql("""
                        update engagement.touch set state = 'SENT', state_at = :now
                        where id = :id and staff_id = :staff and channel = 'TASK' and state = 'PLANNED'
                        returning id, customer_id, contact_id, staff_id, source
                        """)
                .param("now", Timestamp.from(now))
                .param("id", touch)
                .param("staff", who.value())
                .query((row, number) -> activity(row, now))
                .list();
        done.stream().flatMap(Optional::stream).forEach(activities::record);
        return !done.isEmpty();
    }

    /** @return whether it was open */
    public boolean decline(long touch, NotDone reason, StaffId who) {
        return ended(touch, who, "DECLINED", reason.name());
    }

    /** Its content is not published any more. */
    void withdrawn(long touch, StaffId who) {
        ended(touch, who, "WITHDRAWN", "NO_CONTENT");
    }

    /**
     * Goes on as a mass send to this one customer: the same touch on another way, so that it is sent once and counted
     * once.
     */
    public Draft draft(long touch, StaffId who) {
        Optional<Boolean> free = db.sql("""
                        select t.customer_id, t.contact_id from engagement.touch t
                        where t.id = :id and t.staff_id = :staff and t.channel = 'TASK' and t.state = 'PLANNED'
                            and t.content_id is not null and t.contact_id is not null
                            and coalesce(t.planned_for, t.wished_for) <= :now
                        for update
                        """)
                .param("id", touch)
                .param("staff", who.value())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, number) -> room.isThere(
                        Optional.ofNullable(row.getObject("customer_id", Long.class)),
                        row.getLong("contact_id"),
                        touch))
                .optional();
        if (free.isEmpty()) {
            return Draft.GONE;
        }
        if (!free.get()) {
            return Draft.NO_ROOM;
        }
        db.sql("update engagement.touch set channel = 'MASS_SEND', state_at = :now where id = :id")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", touch)
                .update();
        return Draft.DRAFTED;
    }

    private boolean ended(long touch, StaffId who, String state, String reason) {
        return db.sql("""
                        update engagement.touch
                        set state = :state, state_at = :now, why = jsonb_build_object('reason', :reason::text)
                        where id = :id and staff_id = :staff and channel = 'TASK' and state = 'PLANNED'
                        """)
                        .param("state", state)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("reason", reason)
                        .param("id", touch)
                        .param("staff", who.value())
                        .update()
                == 1;
    }

    /** Empty for what is about no customer in particular. */
    private static Optional<Activity> activity(ResultSet row, Instant now) throws SQLException {
        Long customer = row.getObject("customer_id", Long.class);
        Long contact = row.getObject("contact_id", Long.class);
        if (customer == null && contact == null) {
            return Optional.empty();
        }
        return Optional.of(new Activity(
                now,
                ActivityKind.TASK_DONE,
                customer == null ? null : new CustomerId(customer),
                contact == null ? null : new ExternalContactId(contact),
                new StaffId(row.getLong("staff_id")),
                "touch:" + row.getLong("id"),
                Map.of("source", row.getString("source"))));
    }
}
