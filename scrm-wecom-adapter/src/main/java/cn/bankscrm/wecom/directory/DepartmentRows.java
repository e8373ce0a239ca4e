package cn.bankscrm.wecom.directory;

import cn.bankscrm.core.institution.InstitutionsChanged;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The platform's copy of WeCom's departments, and which institution each of them is. */
@Component
public class DepartmentRows {

    private final JdbcClient db;

    DepartmentRows(JdbcClient db) {
        this.db = db;
    }

    /** Makes the copy what WeCom has; what is not among them is marked as deleted. */
    @Transactional
    public Changes mirror(List<Department> all) {
        List<Boolean> written = store(all);
        int deleted = db.sql("update wecom.department set deleted = true where not deleted and id <> all(:ids)")
                .param("ids", all.stream().map(Department::id).toArray(Long[]::new))
                .update();
        matchInstitutions();
        return Changes.of(all.size(), written, deleted);
    }

    @Transactional
    void store(Department department) {
        store(List.of(department));
        matchInstitutions();
    }

    @Transactional
    void delete(long id) {
        db.sql("update wecom.department set deleted = true where id = :id")
                .param("id", id)
                .update();
    }

    /** @return the departments after this one, by number */
    public List<Long> after(long id, int limit) {
        return db.sql("select id from wecom.department where not deleted and id > :id order by id limit :limit")
                .param("id", id)
                .param("limit", limit)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    public int count() {
        return db.sql("select count(*) from wecom.department where not deleted")
                .query(Integer.class)
                .single();
    }

    /**
     * A department is the institution that is reached from the root by the same names, where there is just one of each;
     * the roots belong together whatever their names.
     */
    @Transactional
    void matchInstitutions() {
        db.sql("""
                with recursive department as (
                    select d.id, '' as path
                    from wecom.department d
                    where not d.deleted
                      and not exists (select from wecom.department p where p.id = d.parent_id and p.id <> d.id and not p.deleted)
                    union all
                    select d.id, above.path || '/' || d.name
                    from wecom.department d
                    join department above on d.parent_id = above.id
                    where not d.deleted and d.name is not null and d.id <> above.id
                ),
                institution as (
                    select i.id, '' as path
                    from core.pub_institution i
                    where i.parent_id is null
                    union all
                    select i.id, above.path || '/' || i.name
                    from core.pub_institution i
                    join institution above on i.parent_id = above.id
                ),
                match as (
                    select d.id, i.institution_id
                    from (select path, min(id) as id from department group by path having count(*) = 1) d
                    join (select path, min(id) as institution_id from institution group by path having count(*) = 1) i
                      on i.path = d.path
                )
                update wecom.department d
                set institution_id = (select m.institution_id from match m where m.id = d.id)
                where d.institution_id is distinct from (select m.institution_id from match m where m.id = d.id)
                """).update();
    }

    /** Institutions arrive from the bank's own systems at any time: with them, in their transaction, the match. */
    @EventListener
    public void on(InstitutionsChanged changed) {
        matchInstitutions();
    }

    private List<Boolean> store(List<Department> departments) {
        return db.sql("""
                        insert into wecom.department as known (id, name, parent_id, sort_order)
                        select id, name, parent_id, sort_order
                        from unnest(:ids::bigint[], :names::text[], :parents::bigint[], :orders::bigint[])
                             as told (id, name, parent_id, sort_order)
                        order by id
                        on conflict (id) do update
                        set name = coalesce(excluded.name, known.name),
                            parent_id = excluded.parent_id,
                            sort_order = excluded.sort_order,
                            deleted = false
                        where (known.name, known.parent_id, known.sort_order, known.deleted)
                              is distinct from
                              (coalesce(excluded.name, known.name), excluded.parent_id, excluded.sort_order, false)
                        returning xmax = 0
                        """)
                .param("ids", departments.stream().map(Department::id).toArray(Long[]::new))
                .param("names", departments.stream().map(Department::name).toArray(String[]::new))
                .param("parents", departments.stream().map(Department::parentId).toArray(Long[]::new))
                .param("orders", departments.stream().map(Department::order).toArray(Long[]::new))
                .query((row, n) -> row.getBoolean(1))
                .list();
    }
}
