package cn.bankscrm.engagement.fatigue;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether a touch that the guard planned as a task may go out as a mass send instead. The caps over all ways count it
 * already; those of mass sends do not, and are asked here, under the same lock as the guard's own.
 */
@Component
public class MassSendRoom {

    private final JdbcClient db;
    private final Clock clock;

    MassSendRoom(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Rather no than too many: every mass send within the days of a cap before or after today counts.
     *
     * @param customer empty where the contact is not certified
     * @param touch the one that would change, which does not count
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isThere(Optional<Long> customer, long contact, long touch) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, FatigueRules.ZONE);
        db.sql("select pg_advisory_xact_lock(:lock, hashint8(:subject))")
                .param("lock", GuardRound.LOCK)
                .param("subject", customer.orElse(-contact))
                .query(row -> {});
        return db.sql("""
                        select not exists (
                            select from engagement.fatigue_cap f
                            where f.channel = 'MASS_SEND' and f.most <= (
                                select count(*) from (
                                    select case when t.state = 'SENT' then t.state_at else coalesce(t.planned_for, t.wished_for) end as at
                                    from engagement.touch t
                                    where (t.customer_id = :customer or t.contact_id = :contact) and t.id <> :touch
                                        and t.channel = 'MASS_SEND' and t.state in ('WISHED', 'PLANNED', 'OFFERED', 'SENT')
                                        and t.wished_for >= :oldest) m
                                where (m.at at time zone 'Asia/Shanghai')::date > :today::date - f.days
                                    and (m.at at time zone 'Asia/Shanghai')::date < :today::date + f.days))
                        """)
                .param("customer", customer.orElse(null))
                .param("contact", contact)
                .param("touch", touch)
                .param("today", today)
                .param(
                        "oldest",
                        Timestamp.from(today.minusDays(100)
                                .atStartOfDay(FatigueRules.ZONE)
                                .toInstant()))
                .query(Boolean.class)
                .single();
    }
}
