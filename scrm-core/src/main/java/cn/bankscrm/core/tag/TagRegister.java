package cn.bankscrm.core.tag;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tags that WeCom keeps, as the platform knows them. */
@Component
public class TagRegister {

    private final JdbcClient db;

    TagRegister(JdbcClient db) {
        this.db = db;
    }

    /** The number of a reading that begins now: to be taken before WeCom is asked. */
    public long beginReading() {
        return db.sql("select nextval('core.tag_reading_seq')")
                .query(Long.class)
                .single();
    }

    /**
     * Makes the register what WeCom has, unless a reading that began later was taken in already. What is gone in WeCom
     * stays here, marked as deleted, for wishes and logs that name it; no friend carries it any more. The bank's own
     * tags are none of WeCom's: they stay, also where WeCom has no tags at all.
     */
    @Transactional
    public TagChanges mirror(TagsAsRead read) {
        List<CorpTagGroup> all = read.groups();
        String[] tagIds = all.stream()
                .flatMap(group -> group.tags().stream())
                .map(CorpTagGroup.CorpTag::weComId)
                .toArray(String[]::new);
        int newest = db.sql("update core.tag_reading set latest = :reading where latest < :reading")
                .param("reading", read.reading())
                .update();
        if (newest == 0) {
            return new TagChanges(tagIds.length, 0, 0, 0);
        }
        storeGroups(all);
        List<Boolean> written = storeTags(all);
        db.sql("""
                        update core.tag_group set deleted = true
                        where not deleted and wecom_group_id <> all(:ids)
                          and (kind = 'CORP' or kind = 'STRATEGY' and :strategies)
                        """)
                .param("ids", all.stream().map(CorpTagGroup::weComId).toArray(String[]::new))
                .param("strategies", read.strategies())
                .update();
        List<Long> deleted = db.sql("""
                        update core.tag t set deleted = true
                        from core.tag_group g
                        where g.id = t.group_id and not t.deleted and t.wecom_tag_id <> all(:ids)
                          and (g.kind = 'CORP' or g.kind = 'STRATEGY' and :strategies)
                        returning t.id
                        """)
                .param("ids", tagIds)
                .param("strategies", read.strategies())
                .query((row, n) -> row.getLong("id"))
                .list();
        if (!deleted.isEmpty()) {
            db.sql("delete from core.friend_link_tag where tag_id = any(:ids)")
                    .param("ids", deleted.toArray(Long[]::new))
                    .update();
        }
        long added = written.stream().filter(isNew -> isNew).count();
        return new TagChanges(tagIds.length, added, written.size() - added, deleted.size());
    }

    private void storeGroups(List<CorpTagGroup> groups) {
        db.sql("""
                        insert into core.tag_group as known (wecom_group_id, name, sort_order, kind, strategy_id)
                        select id, name, sort_order, case when strategy is null then 'CORP' else 'STRATEGY' end, strategy
                        from unnest(:ids::text[], :names::text[], :orders::bigint[], :strategies::bigint[])
                             as told (id, name, sort_order, strategy)
                        order by id
                        on conflict (wecom_group_id) do update
                        set name = excluded.name, sort_order = excluded.sort_order, deleted = false
                        where (known.name, known.sort_order, known.deleted)
                              is distinct from (excluded.name, excluded.sort_order, false)
                        """)
                .param("ids", groups.stream().map(CorpTagGroup::weComId).toArray(String[]::new))
                .param("names", groups.stream().map(CorpTagGroup::name).toArray(String[]::new))
                .param("orders", groups.stream().map(CorpTagGroup::order).toArray(Long[]::new))
                .param("strategies", groups.stream().map(CorpTagGroup::strategy).toArray(Long[]::new))
                .update();
    }

    /** @return for each tag that is another now, whether it is new */
    private List<Boolean> storeTags(List<CorpTagGroup> groups) {
        List<Placed> tags = groups.stream()
                .flatMap(group -> group.tags().stream().map(tag -> new Placed(group.weComId(), tag)))
                .toList();
        return db.sql("""
                        insert into core.tag as known (group_id, wecom_tag_id, name, sort_order)
                        select g.id, told.id, told.name, told.sort_order
                        from unnest(:groups::text[], :ids::text[], :names::text[], :orders::bigint[])
                             as told (group_id, id, name, sort_order)
                        join core.tag_group g on g.wecom_group_id = told.group_id
                        order by told.id
                        on conflict (wecom_tag_id) do update
                        set group_id = excluded.group_id,
                            name = excluded.name,
                            sort_order = excluded.sort_order,
                            deleted = false
                        where (known.group_id, known.name, known.sort_order, known.deleted)
                              is distinct from (excluded.group_id, excluded.name, excluded.sort_order, false)
                        returning xmax = 0
                        """)
                .param("groups", tags.stream().map(Placed::group).toArray(String[]::new))
                .param(
                        "ids",
                        tags.stream().map(placed -> placed.tag().weComId()).toArray(String[]::new))
                .param("names", tags.stream().map(placed -> placed.tag().name()).toArray(String[]::new))
                .param(
                        "orders",
                        tags.stream().map(placed -> placed.tag().order()).toArray(Long[]::new))
                .query((row, n) -> row.getBoolean(1))
                .list();
    }

    private record Placed(String group, CorpTagGroup.CorpTag tag) {}
}
