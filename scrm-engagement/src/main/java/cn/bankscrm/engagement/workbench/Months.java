package cn.bankscrm.engagement.workbench;

import cn.bankscrm.core.staff.StaffId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Counts a member's month from the friend links, certifications and assignments as they stand. */
@Component
@Transactional(readOnly = true)
public class Months {

    private final JdbcClient db;
    private final Clock clock;

    Months(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Each friend falls under the first of these that is true: lost, known, uncertified, elsewhere, without account.
     */
    public Month of(StaffId staff) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), TouchTasks.ZONE);
        return db.sql("""
                        select count(*) filter (where state = 'COUNTED') as counted, count(*) filter (where state = 'UNCERTIFIED') as uncertified,
                            count(*) filter (where state = 'ELSEWHERE') as elsewhere, count(*) filter (where state = 'NO_ACCOUNT') as no_account,
                            count(*) filter (where state = 'KNOWN') as known, count(*) filter (where state = 'LOST') as lost
                        from (
                            select case
                                when l.ended_at is not null then 'LOST'
                                when not l.first_add then 'KNOWN'
                                when b.customer_id is null then 'UNCERTIFIED'
                                when a.staff_id is null then 'ELSEWHERE'
                                when not c.has_account then 'NO_ACCOUNT'
                                else 'COUNTED' end as state
                            from core.pub_friend_link l
                            left join lateral (
                                select b.customer_id from core.pub_binding b
                                where b.contact_id = l.contact_id and b.unbound_at is null limit 1) b on true
                            left join core.pub_assignment a on a.customer_id = b.customer_id and a.staff_id = l.staff_id
                                and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)
                            left join core.pub_customer c on c.id = a.customer_id
                            where l.staff_id = :staff and l.added_at >= :first) f
                        """)
                .param("staff", staff.value())
                .param("today", today)
                .param("first", TouchTasks.begin(today.withDayOfMonth(1)))
                .query((row, number) -> new Month(
                        YearMonth.from(today),
                        row.getInt("counted"),
                        row.getInt("uncertified"),
                        row.getInt("elsewhere"),
                        row.getInt("no_account"),
                        row.getInt("known"),
                        row.getInt("lost")))
                .single();
    }
}
