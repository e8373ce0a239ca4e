package cn.bankscrm.core.segment;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What rules may name: institutions, tags, delivered segments, attributes. */
@Component
@Transactional(readOnly = true)
public class SegmentReferences {

    private static final int LATEST_CUSTOMERS = 2_000;
    private static final int MOST_TAGS = 2_000;

    private final JdbcClient db;

    SegmentReferences(JdbcClient db) {
        this.db = db;
    }

    /**
     * A tag with its group.
     *
     * @param name group and tag, as a person would say it
     */
    public record TagChoice(long id, String name) {}

    public Optional<String> institution(String code) {
        return db.sql("select name from core.institution where code = :code")
                .param("code", code)
                .query(String.class)
                .optional();
    }

    public Optional<String> tag(long id) {
        return db.sql("""
                        select g.name || ' · ' || t.name
                        from core.tag t join core.tag_group g on g.id = t.group_id where t.id = :id
                        """).param("id", id).query(String.class).optional();
    }

    /** Those in use that follow no segment, the bank's own first. */
    public List<TagChoice> tags() {
        return db.sql("""
                        select t.id, g.name || ' · ' || t.name as name
                        from core.tag t join core.tag_group g on g.id = t.group_id
                        where not t.deleted and not g.deleted and t.segment_id is null
                        order by g.kind <> 'OWN', g.sort_order desc, g.id, t.sort_order desc, t.id
                        limit :most
                        """)
                .param("most", MOST_TAGS)
                .query((row, number) -> new TagChoice(row.getLong("id"), row.getString("name")))
                .list();
    }

    public List<String> delivered() {
        return db.sql("select name from core.segment where kind = 'DELIVERED' order by id")
                .query((row, number) -> row.getString(1))
                .list();
    }

    /**
     * Attributes that were met with the newest customers, whoever's; there may be others. What attributes there are is
     * the bank's matter and tells of no customer: hence not read-only, which would show a person their own customers'.
     */
    @Transactional
    public List<String> attributes() {
        return db.sql("""
                        select distinct k.name
                        from (select attributes from core.customer order by id desc limit :latest) c
                        cross join lateral jsonb_object_keys(c.attributes) as k (name)
                        order by k.name
                        limit 100
                        """)
                .param("latest", LATEST_CUSTOMERS)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** The provinces in which the bank has institutions. */
    public List<String> provinces() {
        return db.sql("select distinct province from core.institution order by province")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
