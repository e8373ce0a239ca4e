package cn.bankscrm.core.referral;

import cn.bankscrm.core.customer.VisibleCustomers;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who was brought how many friends by old customers: managers and institutions, the most certified first. A manager
 * counts where they work today.
 */
@Component
@Transactional(readOnly = true)
public class ReferralRanking {

    /** Every friend that a customer brought, beside the manager and where the manager works. */
    private static final String BROUGHT = """
            select s.id as staff_id, coalesce(s.staff_no, '') as staff_no, coalesce(s.name, s.wecom_userid, '') as name,
                i.id as institution_id, i.name as place,
                exists (select from core.binding b where b.contact_id = l.contact_id and b.unbound_at is null) as certified
            from core.pub_referral l
            join core.staff s on s.id = l.staff_id
            join core.staff_post q on q.staff_id = s.id
                and q.valid_from <= :today and (q.valid_to is null or q.valid_to >= :today)
            join core.institution i on i.id = q.institution_id
            where l.added_at >= :from and l.added_at < :until and\s""";

    private static final String COUNTS = "count(*) as brought, count(*) filter (where r.certified) as certified";

    private static final String MOST_FIRST = " order by certified desc, brought desc, name, key limit :most";

    private final JdbcClient db;
    private final Clock clock;

    ReferralRanking(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * @param from the first day on which friends were added
     * @param until the last
     * @param most at most so many
     */
    public List<ReferralCount> managers(LocalDate from, LocalDate until, int most, DataScope scope) {
        return statement(
                        "select false as institution, r.staff_no as key, r.name, r.place, " + COUNTS + " from ("
                                + BROUGHT
                                + VisibleCustomers.staffIn(scope)
                                + ") r group by r.staff_id, r.staff_no, r.name, r.place" + MOST_FIRST,
                        from,
                        until,
                        scope)
                .param("most", most)
                .query(ReferralRanking::count)
                .list();
    }

    /** The institutions right below one of the scope, each with all below it; those to which nobody was brought too. */
    public List<ReferralCount> below(InstitutionId parent, LocalDate from, LocalDate until, DataScope scope) {
        return statement("""
                        select true as institution, c.code as key, c.name, c.name as place,
                            count(r.staff_id) as brought, count(*) filter (where r.certified) as certified
                        from core.institution c
                        join core.institution_path up on up.ancestor_id = c.id
                        left join (
                        """ + BROUGHT + VisibleCustomers.staffIn(scope) + """
                        ) r on r.institution_id = up.institution_id
                        where c.parent_id = :parent
                        group by c.id, c.code, c.name""" + MOST_FIRST, from, until, scope)
                .param("parent", parent.value())
                .param("most", Integer.MAX_VALUE)
                .query(ReferralRanking::count)
                .list();
    }

    /** All of the scope together, under no name. */
    public ReferralCount all(LocalDate from, LocalDate until, DataScope scope) {
        return statement(
                        "select true as institution, '' as key, '' as name, '' as place, " + COUNTS + " from ("
                                + BROUGHT + VisibleCustomers.staffIn(scope) + ") r",
                        from,
                        until,
                        scope)
                .query(ReferralRanking::count)
                .single();
    }

    private JdbcClient.StatementSpec statement(String sql, LocalDate from, LocalDate until, DataScope scope) {
        return db.sql(sql)
                .param("today", LocalDate.now(clock))
                .param("root", VisibleCustomers.root(scope))
                .param("from", begin(from))
                .param("until", begin(until.plusDays(1)));
    }

    private OffsetDateTime begin(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant().atOffset(ZoneOffset.UTC);
    }

    private static ReferralCount count(ResultSet row, int number) throws SQLException {
        return new ReferralCount(
                row.getBoolean("institution"),
                row.getString("key"),
                row.getString("name"),
                row.getString("place"),
                row.getLong("brought"),
                row.getLong("certified"));
    }
}
