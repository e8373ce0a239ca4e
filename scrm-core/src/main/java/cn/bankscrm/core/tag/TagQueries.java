package cn.bankscrm.core.tag;

import cn.bankscrm.core.scope.DataScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads tags for pages. Names of tags are everybody's; how many carry one is counted within the reader's scope. */
@Component
@Transactional(readOnly = true)
public class TagQueries {

    /** Counts stop here. */
    public static final int COUNTED = 10_000;

    private static final int TAGS_SHOWN = 24;

    private final JdbcClient db;
    private final Clock clock;

    TagQueries(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public TagCounts counts() {
        return db.sql("""
                        select count(t.id) filter (where g.kind = 'CORP') as corp,
                               count(t.id) filter (where g.kind = 'STRATEGY') as strategy,
                               count(t.id) filter (where g.kind = 'OWN') as own,
                               count(distinct g.id) filter (where g.kind = 'CORP') as groups,
                               (select count(*) from core.tag_wish where status = 'WAITING' and link_id is null) as waiting,
                               (select count(*) from core.tag_wish where status = 'WAITING' and link_id is not null) as marks
                        from core.tag_group g
                        left join core.tag t on t.group_id = g.id and not t.deleted
                        where not g.deleted
                        """)
                .query((row, n) -> new TagCounts(
                        row.getLong("corp"),
                        row.getLong("strategy"),
                        row.getLong("own"),
                        row.getLong("groups"),
                        row.getLong("waiting"),
                        row.getLong("marks")))
                .single();
    }

    /**
     * Groups in WeCom's order.
     *
     * @param text part of a group's or tag's name; empty for all
     * @param after the group after which to begin
     */
    public List<TagGroupRow> groups(TagKind kind, String text, Optional<Long> after, int most) {
        return db.sql("""
                        select g.id, g.kind, g.name, g.strategy_id,
                            (select count(*) from core.tag t where t.group_id = g.id and not t.deleted) as tags,
                            array(select t.name from core.tag t
                                  where t.group_id = g.id and not t.deleted
                                    and (strpos(g.name, :text) > 0 or strpos(t.name, :text) > 0)
                                  order by t.sort_order desc, t.id limit :shown) as shown,
                            (select count(*) from core.tag_wish w left join core.tag t on t.id = w.tag_id
                             where w.status = 'WAITING' and w.link_id is null
                               and (w.group_id = g.id or t.group_id = g.id)) as waiting
                        from core.tag_group g
                        left join core.tag_group a on a.id = :after
                        where g.kind = :kind and not g.deleted
                          and (:after = 0 or (-g.sort_order, g.id) > (-a.sort_order, a.id))
                          and (strpos(g.name, :text) > 0 or exists (
                              select from core.tag t
                              where t.group_id = g.id and not t.deleted and strpos(t.name, :text) > 0))
                        order by g.sort_order desc, g.id
                        limit :most
                        """)
                .param("kind", kind.name())
                .param("text", text)
                .param("after", after.orElse(0L))
                .param("shown", TAGS_SHOWN)
                .param("most", most)
                .query(TagQueries::groupRow)
                .list();
    }

    public Optional<TagGroupRow> group(long id) {
        return db.sql("""
                        select g.id, g.kind, g.name, g.strategy_id,
                            (select count(*) from core.tag t where t.group_id = g.id and not t.deleted) as tags,
                            '{}'::text[] as shown,
                            (select count(*) from core.tag_wish w
                             where w.status = 'WAITING' and w.link_id is null and w.group_id = g.id) as waiting
                        from core.tag_group g
                        where g.id = :id and not g.deleted
                        """).param("id", id).query(TagQueries::groupRow).optional();
    }

    /** The group of a tag that is not deleted. */
    public Optional<TagGroupRow> groupOf(long tagId) {
        return db.sql("select group_id from core.tag where id = :id and not deleted")
                .param("id", tagId)
                .query(Long.class)
                .optional()
                .flatMap(this::group);
    }

    /** The tags of a group in WeCom's order. */
    public List<TagRow> tags(long groupId, String text, Optional<Long> after, int most, DataScope scope) {
        return db.sql("""
                        select t.id, t.name,
                            (select s.name from core.segment s where s.id = t.segment_id) as segment,
                            array(select w.kind from core.tag_wish w
                                  where w.tag_id = t.id and w.link_id is null and w.status = 'WAITING'
                                  order by w.id) as wishes,
                            %s as used
                        from core.tag t
                        join core.tag_group g on g.id = t.group_id
                        left join core.tag a on a.id = :after
                        where t.group_id = :group and not t.deleted and strpos(t.name, :text) > 0
                          and (:after = 0 or (-t.sort_order, t.id) > (-a.sort_order, a.id))
                        order by t.sort_order desc, t.id
                        limit :most
                        """.formatted(TagUse.count(scope)))
                .param("group", groupId)
                .param("text", text)
                .param("after", after.orElse(0L))
                .param("most", most)
                .param("counted", COUNTED)
                .param("root", TagUse.root(scope))
                .param("today", LocalDate.now(clock))
                .query((row, n) -> new TagRow(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getLong("used"),
                        row.getString("segment"),
                        Arrays.stream((String[]) row.getArray("wishes").getArray())
                                .map(TagWish.Kind::valueOf)
                                .toList()))
                .list();
    }

    /** All tags of a kind, with their groups, for choosing one; at most 1000. */
    public List<TagChoice> choices(TagKind kind) {
        return db.sql("""
                        select t.id, g.name as group_name, t.name from core.tag t
                        join core.tag_group g on g.id = t.group_id
                        where g.kind = :kind and not t.deleted and not g.deleted and t.segment_id is null
                        order by g.sort_order desc, g.id, t.sort_order desc, t.id limit 1000
                        """)
                .param("kind", kind.name())
                .query((row, n) -> new TagChoice(row.getLong("id"), row.getString("group_name"), row.getString("name")))
                .list();
    }

    /** The tag that somebody means by its group and name, as in {@link TagChoice#written()}. */
    public Optional<Long> find(TagKind kind, String written) {
        return db.sql("""
                        select t.id from core.tag t
                        join core.tag_group g on g.id = t.group_id
                        where g.kind = :kind and not t.deleted and not g.deleted and t.segment_id is null
                          and g.name || ' / ' || t.name = :written
                        order by t.id limit 1
                        """)
                .param("kind", kind.name())
                .param("written", written.strip())
                .query(Long.class)
                .optional();
    }

    /** Wishes about tags and groups, the latest first. */
    public List<TagWish> wishes(Optional<Long> before, int most) {
        return wishes("w.link_id is null and w.id < :before", before.orElse(Long.MAX_VALUE), most, "");
    }

    /** The author's wishes that did not come true and of which the author does not know yet. */
    public List<TagWish> untold(String author, int most) {
        return wishes(
                "w.wished_by = :author and w.status in ('OVERRULED', 'FAILED') and not w.acknowledged"
                        + " and w.id < :before",
                Long.MAX_VALUE,
                most,
                author);
    }

    private List<TagWish> wishes(String which, long before, int most, String author) {
        return db.sql("""
                        select w.*, coalesce(g.name, og.name, w.group_name) as group_now, t.name as tag_now
                        from core.tag_wish w
                        left join core.tag t on t.id = w.tag_id
                        left join core.tag_group og on og.id = t.group_id
                        left join core.tag_group g on g.id = w.group_id
                        where %s
                        order by w.id desc limit :most
                        """.formatted(which))
                .param("before", before)
                .param("most", most)
                .param("author", author)
                .query(TagQueries::wish)
                .list();
    }

    private static TagWish wish(ResultSet row, int n) throws SQLException {
        Timestamp settled = row.getTimestamp("settled_at");
        String reason = row.getString("reason");
        return new TagWish(
                row.getLong("id"),
                TagWish.Kind.valueOf(row.getString("kind")),
                row.getObject("group_id", Long.class),
                row.getString("group_now"),
                row.getObject("tag_id", Long.class),
                row.getString("tag_now"),
                row.getString("name"),
                row.getString("wished_by"),
                row.getTimestamp("wished_at").toInstant(),
                TagWish.Status.valueOf(row.getString("status")),
                row.getInt("attempts"),
                settled == null ? null : settled.toInstant(),
                reason == null ? null : TagWishReason.valueOf(reason),
                row.getObject("code", Integer.class));
    }

    private static TagGroupRow groupRow(ResultSet row, int n) throws SQLException {
        return new TagGroupRow(
                row.getLong("id"),
                TagKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getObject("strategy_id", Long.class),
                row.getInt("tags"),
                List.of((String[]) row.getArray("shown").getArray()),
                row.getInt("waiting"));
    }
}
