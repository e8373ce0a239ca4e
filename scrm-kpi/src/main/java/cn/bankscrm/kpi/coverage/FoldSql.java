package cn.bankscrm.kpi.coverage;

import cn.bankscrm.kpi.coverage.CoverageSql.Customers;

/**
 * Moves the live cells, in one statement each: what a customer or a member of staff counts for now is compared with the
 * row of what was counted, the row is replaced, and the difference goes to the manager's cells and to those of every
 * institution above. Run twice, the second run finds no difference.
 */
final class FoldSql {

    /** Replaces the rows of {@code contribution} that differ; they are {@code changed}. */
    private static final String REPLACE_CUSTOMERS = """
            changed as materialized (
                select customer_id,
                    n.staff_id, n.institution_id, n.segment_ids, n.certified_own, n.certified_any,
                    o.staff_id as old_staff_id, o.institution_id as old_institution_id,
                    o.segment_ids as old_segment_ids, o.certified_own as old_certified_own,
                    o.certified_any as old_certified_any
                from contribution n
                full join (select * from kpi.coverage_customer where {counted}) o using (customer_id)
                where (n.staff_id, n.institution_id, n.segment_ids, n.certified_own, n.certified_any)
                    is distinct from (o.staff_id, o.institution_id, o.segment_ids, o.certified_own, o.certified_any)),
            gone as (
                delete from kpi.coverage_customer c
                using changed x
                where x.staff_id is null and c.customer_id = x.customer_id),
            kept as (
                insert into kpi.coverage_customer
                    (customer_id, staff_id, institution_id, segment_ids, certified_own, certified_any)
                select customer_id, staff_id, institution_id, segment_ids, certified_own, certified_any
                from changed
                where staff_id is not null
                on conflict (customer_id) do update set
                    staff_id = excluded.staff_id,
                    institution_id = excluded.institution_id,
                    segment_ids = excluded.segment_ids,
                    certified_own = excluded.certified_own,
                    certified_any = excluded.certified_any)""";

    /** {@code leaf}: the differences in {@code changed}. */
    private static final String MOVED = """
            leaf as (
                select staff_id, institution_id, segment_ids, sum(heads) as managed,
                    coalesce(sum(heads) filter (where certified_own), 0) as certified_own,
                    coalesce(sum(heads) filter (where certified_any), 0) as certified_any
                from (
                    select staff_id, institution_id, segment_ids, certified_own, certified_any, 1 as heads
                    from changed
                    where staff_id is not null
                    union all
                    select old_staff_id, old_institution_id, old_segment_ids, old_certified_own, old_certified_any, -1
                    from changed
                    where old_staff_id is not null) moved
                group by staff_id, institution_id, segment_ids)""";

    /** Replaces the rows of {@code friend_now} that differ; they are {@code changed}. */
    private static final String REPLACE_STAFF = """
            changed as materialized (
                select staff_id, n.institution_id, n.friends, n.friends_certified,
                    o.institution_id as old_institution_id, o.friends as old_friends,
                    o.friends_certified as old_friends_certified
                from friend_now n
                full join (select * from kpi.coverage_staff where {counted}) o using (staff_id)
                where (n.institution_id, n.friends, n.friends_certified)
                    is distinct from (o.institution_id, o.friends, o.friends_certified)),
            gone as (
                delete from kpi.coverage_staff s
                using changed x
                where x.institution_id is null and s.staff_id = x.staff_id),
            kept as (
                insert into kpi.coverage_staff (staff_id, institution_id, friends, friends_certified)
                select staff_id, institution_id, friends, friends_certified
                from changed
                where institution_id is not null
                on conflict (staff_id) do update set
                    institution_id = excluded.institution_id,
                    friends = excluded.friends,
                    friends_certified = excluded.friends_certified)""";

    /** {@code friend}: the differences in {@code changed}. */
    private static final String MOVED_FRIENDS = """
            friend as (
                select staff_id, institution_id, friends, friends_certified
                from changed
                where institution_id is not null
                union all
                select staff_id, old_institution_id, -old_friends, -old_friends_certified
                from changed
                where old_institution_id is not null)""";

    private static final String MOVE_CELLS = """

            insert into kpi.coverage_cell as c
                (scope, scope_id, segment_id, managed, certified_own, certified_any, friends, friends_certified)
            select scope, scope_id, segment_id, managed, certified_own, certified_any, friends, friends_certified
            from cell
            where (managed, certified_own, certified_any, friends, friends_certified) <> (0, 0, 0, 0, 0)
            on conflict (scope, scope_id, segment_id) do update set
                managed = c.managed + excluded.managed,
                certified_own = c.certified_own + excluded.certified_own,
                certified_any = c.certified_any + excluded.certified_any,
                friends = c.friends + excluded.friends,
                friends_certified = c.friends_certified + excluded.friends_certified
            """;

    /** Moves the cells by what {@code :customers} count for now; further parameters as {@link CoverageSql}. */
    static final String MOVE_BY_CUSTOMERS = "with "
            + String.join(
                    ",\n",
                    customers(Customers.NAMED, "customer_id = any(:customers)"),
                    MOVED,
                    CoverageSql.NO_FRIEND,
                    CoverageSql.rollUp(Customers.ALL))
            + MOVE_CELLS;

    /** Moves the cells by how many friends {@code :staff} have now. */
    static final String MOVE_BY_STAFF = "with "
            + String.join(
                    ",\n",
                    staff("p.staff_id = any(:staff)", "staff_id = any(:staff)"),
                    CoverageSql.NO_LEAF,
                    MOVED_FRIENDS,
                    CoverageSql.rollUp(Customers.ALL))
            + MOVE_CELLS;

    /** Counts every customer anew; the cells are to be set afterwards. */
    static final String COUNT_CUSTOMERS = "with " + customers(Customers.ALL, "true") + " select count(*) from changed";

    /** Counts everybody's friends anew; the cells are to be set afterwards. */
    static final String COUNT_STAFF = "with " + staff("true", "true") + " select count(*) from changed";

    /** Sets every cell to what its customers and staff count for. */
    static final String SET_CELLS =
            """
            with contribution as (select * from kpi.coverage_customer),
            friend as (select * from kpi.coverage_staff),
            {leaf},
            {cell},
            gone as (
                delete from kpi.coverage_cell c
                where not exists (
                    select from cell x
                    where x.scope = c.scope and x.scope_id = c.scope_id and x.segment_id = c.segment_id))
            insert into kpi.coverage_cell as c
                (scope, scope_id, segment_id, managed, certified_own, certified_any, friends, friends_certified)
            select scope, scope_id, segment_id, managed, certified_own, certified_any, friends, friends_certified
            from cell
            on conflict (scope, scope_id, segment_id) do update set
                managed = excluded.managed,
                certified_own = excluded.certified_own,
                certified_any = excluded.certified_any,
                friends = excluded.friends,
                friends_certified = excluded.friends_certified
            where (c.managed, c.certified_own, c.certified_any, c.friends, c.friends_certified) is distinct from
                (excluded.managed, excluded.certified_own, excluded.certified_any, excluded.friends,
                    excluded.friends_certified)
            """.replace("{leaf}", CoverageSql.LEAF).replace("{cell}", CoverageSql.rollUp(Customers.ALL));

    private FoldSql() {}

    private static String customers(Customers customers, String counted) {
        return CoverageSql.contributions(customers) + ",\n" + REPLACE_CUSTOMERS.replace("{counted}", counted);
    }

    private static String staff(String posts, String counted) {
        return CoverageSql.friends(posts).replaceFirst("friend as", "friend_now as")
                + ",\n"
                + REPLACE_STAFF.replace("{counted}", counted);
    }
}
