package cn.bankscrm.core.segment;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * One statement that judges some customers by rules and writes what is different: members, their former segments and,
 * outside of runs over everybody, which count when they end, the sizes. It answers with the ids of those who changed.
 */
record JudgingSql(String sql, Map<String, Object> parameters) {

    private static final String SIZES = """
            ,
            sized as (
                insert into core.segment_size (segment_id, day, members)
                select d.segment_id, :today, sum(d.heads) + coalesce((
                    select z.members from core.segment_size z
                    where z.segment_id = d.segment_id and z.day <= :today
                    order by z.day desc
                    limit 1), 0)
                from (
                    select unnest(ids) as segment_id, 1 as heads from different
                    union all
                    select unnest(before), -1 from different) d
                group by d.segment_id
                having sum(d.heads) <> 0
                on conflict (segment_id, day) do update set members = excluded.members)
            """;

    /**
     * @param rules in the order of their segments; those not to be computed keep whom they have
     * @param sizing whether to move the sizes along: only where one statement at a time does
     */
    static JudgingSql of(
            List<ActiveRule> rules, IntPredicate computed, boolean sizing, String among, LocalDate today, ZoneId zone) {
        RuleSql written = new RuleSql(today, zone);
        List<String> members = new ArrayList<>();
        String settled = "{ids}";
        for (ActiveRule rule : rules) {
            String condition = computed.test(rule.segment())
                    ? written.condition(rule.rule())
                    : rule.segment() + "::smallint = any(m.segment_ids)";
            members.add("case when " + condition + " then " + rule.segment() + "::smallint end");
            if (rule.fresh()) {
                settled = "array_remove(" + settled + ", " + rule.segment() + "::smallint)";
            }
        }
        String sql = """
                with {tables}
                judged as (
                    select c.id as customer_id, array_remove(array[{members}]::smallint[], null) as ids,
                        m.segment_ids as before
                    from core.customer c
                    {joins}
                    left join core.segment_member m on m.customer_id = c.id and {among:m.customer_id}
                    where {among:c.id}),
                different as materialized (
                    select customer_id, ids, before from judged where ids <> coalesce(before, '{}')),
                entered as (
                    insert into core.segment_member (customer_id, segment_ids)
                    select customer_id, ids from different where before is null),
                moved as (
                    update core.segment_member m set segment_ids = d.ids
                    from different d
                    where d.before is not null and d.ids <> '{}' and m.customer_id = d.customer_id),
                gone as (
                    delete from core.segment_member m
                    using different d
                    where d.before is not null and d.ids = '{}' and m.customer_id = d.customer_id),
                remembered as (
                    insert into core.segment_member_change (customer_id, changed_on, segment_ids_before)
                    select customer_id, :today, coalesce(before, '{}') from different
                    where {settled_before} <> {settled}
                    on conflict (customer_id, changed_on) do nothing){sizes}
                select customer_id from different
                """.replace("{tables}", written.tables())
                .replace("{sizes}", sizing ? SIZES : "")
                .replace("{members}", String.join(",\n", members))
                .replace("{joins}", written.joins())
                .replace("{settled}", settled.replace("{ids}", "ids"))
                .replace("{settled_before}", settled.replace("{ids}", "coalesce(before, '{}')"));
        return new JudgingSql(RuleSql.among(sql, among), written.parameters());
    }
}
