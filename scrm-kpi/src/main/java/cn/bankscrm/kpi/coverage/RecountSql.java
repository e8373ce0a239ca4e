package cn.bankscrm.kpi.coverage;

import cn.bankscrm.kpi.coverage.CoverageSql.Customers;

/**
 * Compares what was counted with the facts, in one snapshot of the database. Whoever is marked as changed there has not
 * been folded yet, and is taken as counted.
 */
final class RecountSql {

    /** What every customer counts for: {@code truth}. */
    static final String CUSTOMERS = """
            create temporary table truth on commit drop as
            with\s""" + CoverageSql.contributions(Customers.ALL) + """

            select n.*
            from contribution n
            where not exists (select from kpi.coverage_dirty d where d.customer_id = n.customer_id)
            union all
            select c.*
            from kpi.coverage_customer c
            where exists (select from kpi.coverage_dirty d where d.customer_id = c.customer_id)
            """;

    /** How many friends everybody has: {@code friend_truth}. */
    static final String STAFF = """
            create temporary table friend_truth on commit drop as
            with marked as (
                select staff_id from kpi.coverage_dirty_staff
                union
                select l.staff_id
                from kpi.coverage_dirty d
                join core.pub_binding b on b.customer_id = d.customer_id
                join core.pub_friend_link l on l.contact_id = b.contact_id),
            """ + CoverageSql.friends("true") + """

            select n.*
            from friend n
            where not exists (select from marked m where m.staff_id = n.staff_id)
            union all
            select s.*
            from kpi.coverage_staff s
            where exists (select from marked m where m.staff_id = s.staff_id)
            """;

    static final String DIFFERENT_ROWS = """
            select (
                select count(*)
                from truth t full join kpi.coverage_customer c using (customer_id)
                where (t.staff_id, t.institution_id, t.segment_ids, t.certified_own, t.certified_any)
                    is distinct from (c.staff_id, c.institution_id, c.segment_ids, c.certified_own, c.certified_any))
            + (
                select count(*)
                from friend_truth t full join kpi.coverage_staff s using (staff_id)
                where (t.institution_id, t.friends, t.friends_certified)
                    is distinct from (s.institution_id, s.friends, s.friends_certified))
            """;

    /** What every cell should hold beside what it holds: {@code compared}. */
    static final String CELLS = """
            create temporary table compared on commit drop as
            with contribution as (select * from truth),
            friend as (select * from friend_truth),
            """ + CoverageSql.LEAF + ",\n" + CoverageSql.rollUp(Customers.ALL) + """

            select scope, scope_id, segment_id,
                (t.managed, t.certified_own, t.certified_any, t.friends, t.friends_certified)
                    is distinct from (c.managed, c.certified_own, c.certified_any, c.friends, c.friends_certified)
                    as different,
                coalesce(t.managed, 0) as managed, coalesce(t.certified_own, 0) as certified_own,
                coalesce(t.certified_any, 0) as certified_any, coalesce(t.friends, 0) as friends,
                coalesce(c.managed, 0) as counted_managed, coalesce(c.certified_own, 0) as counted_certified_own,
                coalesce(c.certified_any, 0) as counted_certified_any, coalesce(c.friends, 0) as counted_friends
            from (
                select * from cell
                where (managed, certified_own, certified_any, friends, friends_certified) <> (0, 0, 0, 0, 0)) t
            full join (
                select * from kpi.coverage_cell
                where (managed, certified_own, certified_any, friends, friends_certified) <> (0, 0, 0, 0, 0)) c
                using (scope, scope_id, segment_id)
            """;

    static final String REPORT = """
            insert into kpi.coverage_recount (started_at, finished_at, cells, different_cells, different_rows, examples)
            select :started, :finished, count(*), count(*) filter (where different), cast(:rows as bigint),
                coalesce(
                    (select jsonb_agg(to_jsonb(e) - 'different')
                    from (select * from compared where different order by scope, scope_id, segment_id limit 20) e),
                    '[]')
            from compared
            returning *
            """;

    private RecountSql() {}
}
