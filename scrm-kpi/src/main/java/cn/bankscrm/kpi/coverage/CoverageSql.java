package cn.bankscrm.kpi.coverage;

/**
 * What coverage is, as SQL over the facts: the only definition. The live cells, the snapshots, the recount and the
 * queries of any day all take it from here, with the parameters {@code :day} and {@code :end} (the first instant after
 * that day).
 *
 * <ul>
 *   <li><b>Managed</b>: the customer's assignment valid on the day is with a member of staff who holds a post that day.
 *   <li><b>Reached</b>: a contact is certified as the customer (bound and not unbound by the day's end) and has a live
 *       friend link (added and not ended by then) with a member of staff who holds a post that day.
 *   <li><b>Segments</b>: as before the earliest change after the day; without one, the current ones. Delivered ones
 *       come first, then those with a rule, kept apart; a rule's segment is ignored on days before it existed.
 *   <li><b>Friends</b>: live links of staff who hold a post, whether or not the contact is certified. A contact who is
 *       not certified belongs to no customer, so friends are counted by link and in no segment.
 * </ul>
 */
final class CoverageSql {

    /** Holds a post on the day. */
    private static final String IN_POST = "p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day)";

    private static final String LIVE_LINK = "l.added_at < :end and (l.ended_at is null or l.ended_at >= :end)";

    private static final String STANDING_BINDING =
            "b.bound_at < :end and (b.unbound_at is null or b.unbound_at >= :end)";

    /**
     * The rule segments of a customer. That some of them did not exist yet is asked once, for all customers: on most
     * days none has to be left out.
     */
    private static final String RULE_SEGMENTS = """
            case
                when coalesce(r.segment_ids_before, m.segment_ids) is null then '{}'::smallint[]
                when not (select exists (select from core.pub_segment g where g.effective_from > :day))
                    then coalesce(r.segment_ids_before, m.segment_ids)
                else array(
                    select t.id
                    from unnest(coalesce(r.segment_ids_before, m.segment_ids)) with ordinality as t (id, place)
                    where t.id in (select g.id from core.pub_segment g where g.effective_from <= :day)
                    order by t.place)
            end""";

    /** Whose customers are looked at. */
    enum Customers {
        ALL("true", "true", "true", "true"),
        /** Those in {@code :customers}. */
        NAMED("a.customer_id = any(:customers)", "b.customer_id = any(:customers)", "false", "true"),
        /** Those managed in the subtree of the institution {@code :root}. */
        OF_INSTITUTION(
                "p.institution_id in (select institution_id from core.pub_institution_path where ancestor_id = :root)",
                "b.customer_id in (select customer_id from managed)",
                "p.institution_id in (select institution_id from core.pub_institution_path where ancestor_id = :root)",
                "u.ancestor_id in (select institution_id from core.pub_institution_path where ancestor_id = :root)"),
        /** Those of the manager {@code :root}. */
        OF_MANAGER(
                "a.staff_id = :root",
                "b.customer_id in (select customer_id from managed)",
                "p.staff_id = :root",
                "false"),
        NOBODY("false", "false", "false", "false");

        private final String managed;
        private final String bound;
        private final String posts;
        private final String ancestors;

        Customers(String managed, String bound, String posts, String ancestors) {
            this.managed = managed;
            this.bound = bound;
            this.posts = posts;
            this.ancestors = ancestors;
        }
    }

    private CoverageSql() {}

    /** Common table expressions that end in {@code contribution}: one row a managed customer. */
    static String contributions(Customers customers) {
        return """
                managed as (
                    select distinct on (a.customer_id) a.customer_id, a.staff_id, p.institution_id,
                        coalesce(s.segment_ids_before, c.segment_ids) || {rule_segments} as segment_ids
                    from core.pub_counted_assignment a
                    join core.pub_staff_post p on p.staff_id = a.staff_id and {in_post}
                    join core.pub_counted_customer c on c.id = a.customer_id
                    left join (
                        select distinct on (customer_id) customer_id, segment_ids_before
                        from core.pub_counted_customer_segment_change
                        where changed_on > :day
                        order by customer_id, changed_on) s on s.customer_id = a.customer_id
                    left join core.pub_counted_segment_member m on m.customer_id = a.customer_id
                    left join (
                        select distinct on (customer_id) customer_id, segment_ids_before
                        from core.pub_counted_segment_member_change
                        where changed_on > :day
                        order by customer_id, changed_on) r on r.customer_id = a.customer_id
                    where a.valid_from <= :day and (a.valid_to is null or a.valid_to >= :day) and {managed}
                    order by a.customer_id, a.valid_from desc, p.valid_from desc),
                reached as (
                    select b.customer_id, array_agg(l.staff_id) as staff_ids
                    from core.pub_counted_binding b
                    join core.pub_counted_friend_link l on l.contact_id = b.contact_id and {live_link}
                    join core.pub_staff_post p on p.staff_id = l.staff_id and {in_post}
                    where {standing_binding} and {bound}
                    group by b.customer_id),
                contribution as (
                    select m.customer_id, m.staff_id, m.institution_id, m.segment_ids,
                        coalesce(m.staff_id = any(r.staff_ids), false) as certified_own,
                        r.customer_id is not null as certified_any
                    from managed m left join reached r on r.customer_id = m.customer_id)""".replace("{in_post}", IN_POST)
                .replace("{rule_segments}", RULE_SEGMENTS)
                .replace("{live_link}", LIVE_LINK)
                .replace("{standing_binding}", STANDING_BINDING)
                .replace("{managed}", customers.managed)
                .replace("{bound}", customers.bound);
    }

    /**
     * A common table expression {@code friend}: one row a member of staff who holds a post.
     *
     * @param posts which posts {@code p} count
     */
    static String friends(String posts) {
        return """
                friend as (
                    select p.staff_id, p.institution_id, count(l.id) as friends, count(b.id) as friends_certified
                    from (
                        select distinct on (p.staff_id) p.staff_id, p.institution_id
                        from core.pub_staff_post p
                        where {in_post} and {posts}
                        order by p.staff_id, p.valid_from desc) p
                    left join core.pub_counted_friend_link l on l.staff_id = p.staff_id and {live_link}
                    left join core.pub_counted_binding b on b.contact_id = l.contact_id and {standing_binding}
                    group by p.staff_id, p.institution_id)""".replace("{in_post}", IN_POST)
                .replace("{live_link}", LIVE_LINK)
                .replace("{standing_binding}", STANDING_BINDING)
                .replace("{posts}", posts);
    }

    /** {@code leaf}: {@code contribution}, counted by manager, institution and segments. */
    static final String LEAF = """
            leaf as (
                select staff_id, institution_id, segment_ids, count(*) as managed,
                    count(*) filter (where certified_own) as certified_own,
                    count(*) filter (where certified_any) as certified_any
                from contribution
                group by staff_id, institution_id, segment_ids)""";

    /** {@code leaf} and {@code friend} without a row, for where only the other one is wanted. */
    static final String NO_LEAF = """
            leaf as (
                select null::bigint as staff_id, null::bigint as institution_id, null::smallint[] as segment_ids,
                    0 as managed, 0 as certified_own, 0 as certified_any
                where false)""";

    static final String NO_FRIEND = """
            friend as (
                select null::bigint as staff_id, null::bigint as institution_id, 0 as friends, 0 as friends_certified
                where false)""";

    /**
     * Common table expressions that roll {@code leaf} and {@code friend} up into {@code cell}: scope, scope_id,
     * segment_id and the sums, for every manager and every institution that holds them. What is rolled up may be
     * differences as well as heads.
     */
    static String rollUp(Customers customers) {
        return """
                by_segment as (
                    select l.staff_id, l.institution_id, s.segment_id, l.managed, l.certified_own, l.certified_any,
                        0 as friends, 0 as friends_certified
                    from leaf l cross join lateral unnest(array_prepend(0::smallint, l.segment_ids)) as s (segment_id)
                    union all
                    select staff_id, institution_id, 0, 0, 0, 0, friends, friends_certified from friend),
                by_institution as (
                    select institution_id, segment_id, sum(managed) as managed, sum(certified_own) as certified_own,
                        sum(certified_any) as certified_any, sum(friends) as friends,
                        sum(friends_certified) as friends_certified
                    from by_segment
                    group by institution_id, segment_id),
                cell as (
                    select 'staff' as scope, staff_id as scope_id, segment_id, sum(managed)::bigint as managed,
                        sum(certified_own)::bigint as certified_own, sum(certified_any)::bigint as certified_any,
                        sum(friends)::bigint as friends, sum(friends_certified)::bigint as friends_certified
                    from by_segment
                    group by staff_id, segment_id
                    union all
                    select 'institution', u.ancestor_id, i.segment_id, sum(i.managed)::bigint,
                        sum(i.certified_own)::bigint, sum(i.certified_any)::bigint, sum(i.friends)::bigint,
                        sum(i.friends_certified)::bigint
                    from by_institution i
                    join core.pub_institution_path u on u.institution_id = i.institution_id
                    where {ancestors}
                    group by u.ancestor_id, i.segment_id)""".replace("{ancestors}", customers.ancestors);
    }

    /** The whole count of a day: {@code with …}, ending in {@code cell}, without the final select. */
    static String cellsOf(Customers customers) {
        return "with " + String.join(",\n", contributions(customers), friends(customers.posts), LEAF, rollUp(customers))
                + "\n";
    }
}
