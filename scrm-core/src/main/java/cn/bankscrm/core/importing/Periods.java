package cn.bankscrm.core.importing;

import java.util.List;

/**
 * What posts and assignments have in common: periods of an owner that do not overlap. A file tells all periods of the
 * owners it names; those of others stay. Where a row of an owner was rejected, the periods the bank knows stay too,
 * unless a good row of the file stands against them.
 *
 * @param table the table the periods are kept in, qualified
 * @param sequence that gives their ids
 * @param owner the column whose periods they are
 * @param values the other columns, joined by commas
 */
record Periods(String table, String sequence, String owner, String values) {

    /** Rejects rows of one owner that overlap, in a staged table with valid_from and valid_to. */
    static void rejectOverlaps(Stage stage, String staged, String owner) {
        stage.reject("""
                select line, 'valid_from', '与第 ' || first || ' 行重复（同一开始日）'
                from (
                    select line, min(line) over (partition by %2$s, valid_from) as first
                    from %1$s
                    where %2$s in (select %2$s from %1$s group by %2$s having count(*) > 1)) r
                where line > first
                """.formatted(staged, owner));
        stage.reject("""
                select line, 'valid_from', '时段与第 ' || before[2] || ' 行重叠'
                from (
                    select line, valid_from,
                           max(array[coalesce(valid_to - date '1900-01-01', 9999999)::bigint, line]) over (
                               partition by %2$s order by valid_from, line
                               rows between unbounded preceding and 1 preceding) as before
                    from %1$s r
                    where %2$s in (select %2$s from %1$s group by %2$s having count(*) > 1)
                      and not exists (select from {rejects} bad where bad.line = r.line)) o
                where before[1] >= valid_from - date '1900-01-01'
                """.formatted(staged, owner));
    }

    /**
     * Makes the periods of every owner in {@code fresh} those in {@code fresh}; leaves a temporary table {@code touched
     * (owner_id, since)}.
     *
     * @param fresh a table with owner, values, valid_from and valid_to
     * @param spoilt gives the ids of owners of whom rows were rejected
     */
    Applied replace(Stage stage, String fresh, String spoilt) {
        String same =
                "(f.%2$s, f.valid_from, f.valid_to, %1$s) is not distinct from (old.%2$s, old.valid_from, old.valid_to, %3$s)"
                        .formatted(prefixed("f"), owner, prefixed("old"));
        stage.update("""
                create temp table gone on commit drop as
                select old.*
                from %1$s old
                where old.%2$s in (select %2$s from %3$s)
                  and not exists (select from %3$s f where f.%2$s = old.%2$s and f.valid_from = old.valid_from and %4$s)
                  and (old.%2$s not in (%5$s)
                       or exists (
                           select from %3$s f
                           where f.%2$s = old.%2$s
                             and f.valid_from <= coalesce(old.valid_to, 'infinity')
                             and coalesce(f.valid_to, 'infinity') >= old.valid_from))
                """.formatted(table, owner, fresh, same, spoilt));
        stage.update("""
                create temp table come on commit drop as
                select f.*
                from %3$s f
                where not exists (
                    select from %1$s old where f.%2$s = old.%2$s and f.valid_from = old.valid_from and %4$s)
                """.formatted(table, owner, fresh, same));
        stage.update("analyze gone");
        stage.update("analyze come");
        stage.update("delete from %1$s old using gone where old.id = gone.id".formatted(table));
        stage.update("""
                insert into %1$s (id, %2$s, %3$s, valid_from, valid_to)
                select nextval('%4$s'), %2$s, %3$s, valid_from, valid_to
                from come
                """.formatted(table, owner, values, sequence));
        stage.update("""
                create temp table touched on commit drop as
                select g.%1$s as owner_id,
                       case when (%2$s) is not distinct from (%3$s)
                            then least(coalesce(g.valid_to, date '9999-12-30'), coalesce(c.valid_to, date '9999-12-30')) + 1
                            else g.valid_from end as since
                from gone g
                left join come c on c.%1$s = g.%1$s and c.valid_from = g.valid_from
                union all
                select c.%1$s, c.valid_from
                from come c
                where not exists (select from gone g where g.%1$s = c.%1$s and g.valid_from = c.valid_from)
                """.formatted(owner, prefixed("g"), prefixed("c")));
        stage.update("analyze touched");
        return stage.sql("""
                        select count(*) filter (where g.id is null) as created, count(g.id) as changed
                        from come c
                        left join gone g on g.%1$s = c.%1$s and g.valid_from = c.valid_from
                        """.formatted(owner))
                .query((row, n) -> new Applied(row.getLong(1), row.getLong(2), List.of()))
                .single();
    }

    private String prefixed(String alias) {
        return alias + "." + values.replace(", ", ", " + alias + ".");
    }
}
