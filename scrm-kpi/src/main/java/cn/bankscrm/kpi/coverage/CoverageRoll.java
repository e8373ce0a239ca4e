package cn.bankscrm.kpi.coverage;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Midnight: the live cells move on to a new day. Nothing is reported at that moment, but assignments and posts begin
 * and end with the day, and so does what was delivered ahead of its time; whoever is concerned is marked.
 */
@Component
class CoverageRoll {

    private static final String CONCERNED = """
            with post as (
                select staff_id from core.pub_staff_post
                where (valid_from > :from and valid_from <= :to) or (valid_to >= :from and valid_to < :to)),
            link as (
                select staff_id, contact_id from core.pub_friend_link where added_at >= :begin and added_at < :end
                union all
                select staff_id, contact_id from core.pub_friend_link where ended_at >= :begin and ended_at < :end),
            binding as (
                select customer_id, contact_id from core.pub_binding where bound_at >= :begin and bound_at < :end
                union all
                select customer_id, contact_id from core.pub_binding where unbound_at >= :begin and unbound_at < :end)
            """;

    private static final String CUSTOMERS = """
            insert into kpi.coverage_dirty (customer_id, since)
            """ + CONCERNED + """
            select customer_id, cast(:to as date) from (
                select customer_id from core.pub_assignment
                where (valid_from > :from and valid_from <= :to) or (valid_to >= :from and valid_to < :to)
                union
                select customer_id from core.pub_assignment where staff_id in (select staff_id from post)
                union
                select b.customer_id
                from core.pub_binding b join core.pub_friend_link l on l.contact_id = b.contact_id
                where l.staff_id in (select staff_id from post)
                union
                select customer_id from binding
                union
                select b.customer_id from core.pub_binding b where b.contact_id in (select contact_id from link)
                union
                select customer_id from core.pub_customer_segment_change
                where changed_on > :from and changed_on <= :to
                union
                select customer_id from core.pub_segment_member_change
                where changed_on > :from and changed_on <= :to) concerned
            """;

    private static final String STAFF = """
            insert into kpi.coverage_dirty_staff (staff_id, since)
            """ + CONCERNED + """
            select staff_id, cast(:to as date) from (
                select staff_id from post
                union
                select staff_id from link
                union
                select l.staff_id
                from core.pub_friend_link l
                where l.contact_id in (select contact_id from binding)) concerned
            """;

    private final JdbcClient db;
    private final BusinessDays days;

    CoverageRoll(JdbcClient db, BusinessDays days) {
        this.db = db;
        this.days = days;
    }

    /**
     * @param from the day that the cells stand for
     * @param to the later day that they are to stand for
     */
    void mark(LocalDate from, LocalDate to) {
        for (String sql : new String[] {CUSTOMERS, STAFF}) {
            db.sql(sql)
                    .param("from", from)
                    .param("to", to)
                    .param("begin", days.endOf(from))
                    .param("end", days.endOf(to))
                    .update();
        }
    }
}
