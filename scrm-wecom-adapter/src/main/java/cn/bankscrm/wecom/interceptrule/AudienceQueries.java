package cn.bankscrm.wecom.interceptrule;

import cn.bankscrm.compliance.interceptrule.Audience;
import cn.bankscrm.compliance.interceptrule.RuleReach;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whom a reach means at WeCom: departments where positions make no difference, for WeCom knows no positions, and
 * members where they do. Of departments those at the top are enough, for a rule holds for all below.
 */
@Component
class AudienceQueries {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient db;
    private final Clock clock;

    AudienceQueries(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Audience of(RuleReach reach) {
        return reach.positions().isEmpty()
                ? new Audience(new TreeSet<>(departments(reach)), new TreeSet<>())
                : new Audience(new TreeSet<>(), new TreeSet<>(members(reach)));
    }

    private List<Long> departments(RuleReach reach) {
        return db.sql("""
                        with reached as (
                            select d.id, d.parent_id
                            from wecom.department d
                            where not d.deleted
                                and (:everywhere or d.institution_id in (
                                    select p.institution_id
                                    from core.pub_institution_path p
                                    join core.pub_institution i on i.id = p.ancestor_id
                                    where i.code = any(:institutions))))
                        select r.id from reached r
                        where not exists (select from reached above where above.id = r.parent_id)
                        """)
                .param("everywhere", reach.institutions().isEmpty())
                .param("institutions", texts(reach.institutions()))
                .query((row, n) -> row.getLong("id"))
                .list();
    }

    private List<String> members(RuleReach reach) {
        return db.sql("""
                        select distinct m.written
                        from wecom.member m
                        join core.pub_staff_post s on s.staff_id = m.staff_id
                            and s.valid_from <= :day and (s.valid_to is null or s.valid_to >= :day)
                        where not m.deleted and s.position = any(:positions)
                            and (:everywhere or s.institution_id in (
                                select p.institution_id
                                from core.pub_institution_path p
                                join core.pub_institution i on i.id = p.ancestor_id
                                where i.code = any(:institutions)))
                        """)
                .param("day", LocalDate.now(clock.withZone(ZONE)))
                .param("positions", texts(reach.positions()))
                .param("everywhere", reach.institutions().isEmpty())
                .param("institutions", texts(reach.institutions()))
                .query((row, n) -> row.getString("written"))
                .list();
    }

    private static String[] texts(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }
}
