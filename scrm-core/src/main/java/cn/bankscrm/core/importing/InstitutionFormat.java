package cn.bankscrm.core.importing;

import static cn.bankscrm.core.importing.Column.optional;
import static cn.bankscrm.core.importing.Column.required;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.institution.InstitutionsChanged;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The tree of institutions: rows add to it and change it, by code; what a file does not name stays where it is. */
@Component
class InstitutionFormat implements ImportFormat {

    private static final List<Column> COLUMNS = List.of(
            required("code", 32, Shape.ANY),
            required("name", 128, Shape.ANY),
            optional("parent_code", 32, Shape.ANY),
            required("level", 8, Shape.LEVEL),
            required("province", 16, Shape.PROVINCE));

    private final Clock clock;

    InstitutionFormat(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ImportKind kind() {
        return ImportKind.INSTITUTIONS;
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public String stagedColumns() {
        return "code text, name text, parent_code text, level smallint, province text, id bigint";
    }

    @Override
    public void stage(Row row, CopyBuffer out) {
        out.row(7);
        out.bigint(row.line());
        out.text(row.text(0));
        out.text(row.text(1));
        out.text(row.text(2));
        out.smallint(Integer.parseInt(row.text(3)));
        out.text(row.text(4));
        out.nothing();
    }

    @Override
    public void check(Stage stage) {
        stage.reject("""
                select line, 'code', '机构号与第 ' || first || ' 行重复'
                from (select line, min(line) over (partition by code) as first from {rows}) r
                where line > first
                """);
        stage.dropRejected();
        checkRoots(stage);
        int rejected = stage.dropRejected();
        // Without a rejected row its children may hang in the air, and its institution may be back at its old place.
        do {
            stage.reject("""
                    select line, 'parent_code', '上级机构不存在'
                    from {rows} r
                    where parent_code is not null
                      and not exists (select from {rows} p where p.code = r.parent_code)
                      and not exists (select from core.institution i where i.code = r.parent_code)
                    """);
            rejected = stage.dropRejected();
            if (rejected == 0) {
                stage.reject(OUT_OF_REACH);
                rejected = stage.dropRejected();
            }
        } while (rejected > 0);
    }

    /** One head office: the one the bank has, unless the file puts it below another. */
    private static void checkRoots(Stage stage) {
        stage.reject("""
                select r.line, 'parent_code',
                       case when first = line then '行内已有总机构 ' || known.code || '，不能再有第二个'
                            else '第 ' || first || ' 行已是总机构，不能再有第二个' end
                from (
                    select line, code,
                           first_value(line) over (
                               order by code = (select code from core.institution where parent_id is null) desc nulls last,
                                        line) as first
                    from {rows}
                    where parent_code is null) r
                left join core.institution known
                    on known.parent_id is null and not exists (select from {rows} o where o.code = known.code)
                where r.line <> r.first or known.code is not null
                """);
    }

    private static final String OUT_OF_REACH = """
            with recursive tree as (
                select code, parent_code from {rows}
                union all
                select i.code, p.code
                from core.institution i
                left join core.institution p on p.id = i.parent_id
                where not exists (select from {rows} r where r.code = i.code)
            ), reached (code) as (
                select code from tree where parent_code is null
                union
                select t.code from reached r join tree t on t.parent_code = r.code
            )
            select line, 'parent_code', '上级机构成环，到不了总行'
            from {rows} r
            where not exists (select from reached where reached.code = r.code)
            """;

    @Override
    public Applied apply(Stage stage, ImportRun run) {
        stage.update("""
                update {rows} r
                set id = coalesce((select i.id from core.institution i where i.code = r.code),
                                  nextval('core.institution_seq'))
                """);
        boolean moved = stage.sql("""
                        select exists (
                            select from {rows} r
                            join core.institution i on i.id = r.id
                            where i.parent_id is distinct from coalesce(
                                (select p.id from {rows} p where p.code = r.parent_code),
                                (select k.id from core.institution k where k.code = r.parent_code)))
                        """).query(Boolean.class).single();
        int created = stage.update("""
                insert into core.institution (id, code, name, parent_id, level, province, version)
                select r.id, r.code, r.name, coalesce(p.id, k.id), r.level, r.province, 0
                from {rows} r
                left join {rows} p on p.code = r.parent_code
                left join core.institution k on k.code = r.parent_code
                where not exists (select from core.institution i where i.id = r.id)
                """);
        int changed = stage.update("""
                update core.institution i
                set name = r.name, parent_id = r.parent_id, level = r.level, province = r.province, version = i.version + 1
                from (
                    select s.id, s.name, p.id as parent_id, s.level, s.province
                    from {rows} s
                    left join core.institution p on p.code = s.parent_code) r
                where i.id = r.id
                  and (i.name, i.parent_id, i.level, i.province)
                      is distinct from (r.name, r.parent_id, r.level, r.province)
                """);
        if (created > 0 || moved) {
            rebuildPaths(stage);
        }
        LocalDate today = clock.instant().atZone(ZoneId.of("Asia/Shanghai")).toLocalDate();
        List<Object> events = new ArrayList<>();
        if (created > 0 || changed > 0) {
            events.add(new InstitutionsChanged());
        }
        if (moved) {
            events.add(CustomerFactsChanged.ofAny(today));
        }
        return new Applied(created, changed, events);
    }

    private static void rebuildPaths(Stage stage) {
        stage.update("""
                create temp table path on commit drop as
                with recursive up as (
                    select id as institution_id, id as ancestor_id, parent_id, 0 as depth
                    from core.institution
                    union all
                    select up.institution_id, p.id, p.parent_id, up.depth + 1
                    from up join core.institution p on p.id = up.parent_id
                )
                select institution_id, ancestor_id, depth::smallint as depth from up
                """);
        stage.update("""
                delete from core.institution_path old
                where not exists (
                    select from path
                    where path.institution_id = old.institution_id and path.ancestor_id = old.ancestor_id)
                """);
        stage.update("""
                insert into core.institution_path (ancestor_id, institution_id, depth)
                select ancestor_id, institution_id, depth from path
                on conflict (ancestor_id, institution_id) do update set depth = excluded.depth
                where institution_path.depth <> excluded.depth
                """);
    }
}
