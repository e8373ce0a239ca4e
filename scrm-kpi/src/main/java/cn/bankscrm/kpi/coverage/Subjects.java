package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.scope.DataScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds institutions and managers, each only within a scope: what lies outside is as if it were not there. */
@Component
class Subjects {

    private static final String SUBTREE =
            "select institution_id from core.pub_institution_path where ancestor_id = :root";

    private static final String POST_ON_THE_DAY = """
            select p.staff_id from core.pub_staff_post p
            where p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day)
              and p.institution_id in (%s)""".formatted(SUBTREE);

    private final JdbcClient db;

    Subjects(JdbcClient db) {
        this.db = db;
    }

    /** @param day on which a manager must hold a post inside the scope */
    Optional<Located> find(CoverageSubject subject, LocalDate day, DataScope scope) {
        return subject.isInstitution() ? institution(subject.key(), scope) : manager(subject.key(), day, scope);
    }

    private Optional<Located> institution(String code, DataScope scope) {
        String within = switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) -> "id in (" + SUBTREE + ")";
            case DataScope.OwnCustomers(var staff) -> "false";
            case DataScope.Nothing() -> "false";
        };
        return db.sql("select id, code, name from core.pub_institution where code = :key and " + within)
                .param("key", code)
                .param("root", root(scope))
                .query(Subjects::institution)
                .optional();
    }

    private Optional<Located> manager(String staffNo, LocalDate day, DataScope scope) {
        String within = switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) -> "id in (" + POST_ON_THE_DAY + ")";
            case DataScope.OwnCustomers(var staff) -> "id = :root";
            case DataScope.Nothing() -> "false";
        };
        return db.sql("select id, staff_no, coalesce(name, '') as name from core.pub_staff where staff_no = :key and "
                        + within)
                .param("key", staffNo)
                .param("root", root(scope))
                .param("day", day)
                .query(Subjects::manager)
                .optional();
    }

    /** Where somebody's view begins: the bank, their institution, or themselves. */
    Optional<Located> home(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() ->
                db.sql("select id, code, name from core.pub_institution where parent_id is null")
                        .query(Subjects::institution)
                        .optional();
            case DataScope.Subtree(var institution) ->
                db.sql("select id, code, name from core.pub_institution where id = :id")
                        .param("id", institution.value())
                        .query(Subjects::institution)
                        .optional();
            case DataScope.OwnCustomers(var staff) ->
                db.sql("""
                                select id, staff_no, coalesce(name, '') as name
                                from core.pub_staff where id = :id and staff_no is not null
                                """).param("id", staff.value()).query(Subjects::manager).optional();
            case DataScope.Nothing() -> Optional.empty();
        };
    }

    /** The institutions above one and itself, from the top of the scope down. */
    List<Located> path(Located institution, DataScope scope) {
        return db.sql("""
                        select i.id, i.code, i.name
                        from core.pub_institution_path u join core.pub_institution i on i.id = u.ancestor_id
                        where u.institution_id = :id and (:whole or i.id in (%s))
                        order by u.depth desc
                        """.formatted(SUBTREE))
                .param("id", institution.id())
                .param("whole", scope instanceof DataScope.WholeBank)
                .param("root", root(scope))
                .query(Subjects::institution)
                .list();
    }

    /** The institution of a manager's post on a day. */
    Optional<Located> institutionOf(Located manager, LocalDate day) {
        return db.sql("""
                        select i.id, i.code, i.name
                        from core.pub_staff_post p join core.pub_institution i on i.id = p.institution_id
                        where p.staff_id = :staff and p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day)
                        order by p.valid_from desc
                        limit 1
                        """)
                .param("staff", manager.id())
                .param("day", day)
                .query(Subjects::institution)
                .optional();
    }

    /** What a scope hangs on: an institution's id or a member's; 0 where nothing limits it. */
    static long root(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> 0;
            case DataScope.Subtree(var institution) -> institution.value();
            case DataScope.OwnCustomers(var staff) -> staff.value();
            case DataScope.Nothing() -> 0;
        };
    }

    private static Located institution(ResultSet row, int number) throws SQLException {
        return new Located(
                new CoverageSubject(CoverageSubject.Kind.INSTITUTION, row.getString("code")),
                row.getLong("id"),
                row.getString("name"));
    }

    private static Located manager(ResultSet row, int number) throws SQLException {
        return new Located(
                new CoverageSubject(CoverageSubject.Kind.STAFF, row.getString("staff_no")),
                row.getLong("id"),
                row.getString("name"));
    }
}
