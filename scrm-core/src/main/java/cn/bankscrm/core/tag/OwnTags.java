package cn.bankscrm.core.tag;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.tag.TagChange.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The bank's own tags: groups and tags, changed at once and logged. */
@Component
public class OwnTags {

    private final JdbcClient db;
    private final AuditLog audit;

    OwnTags(JdbcClient db, AuditLog audit) {
        this.db = db;
        this.audit = audit;
    }

    /** Makes a group with its first tags, one name a line. */
    @Transactional
    public TagChange newGroup(String name, String tags) {
        String group = name.strip();
        List<String> names = TagNames.lines(tags);
        if (names.isEmpty()) {
            return new TagChange.Refused(Refusal.NO_TAG);
        } else if (!TagNames.fits(group) || !names.stream().allMatch(TagNames::fits)) {
            return new TagChange.Refused(Refusal.NAME);
        }
        lock();
        if (taken(group)) {
            return new TagChange.Refused(Refusal.TAKEN);
        }
        long id = db.sql("""
                        insert into core.tag_group (name, sort_order, kind) values (:name, 0, 'OWN') returning id
                        """).param("name", group).query(Long.class).single();
        names.forEach(tag -> insert(id, tag));
        log("CREATE_GROUP", group, Map.of("tags", names.size()));
        return new TagChange.Accepted();
    }

    /** Makes tags in a group, one name a line; those that it has already are passed over. */
    @Transactional
    public TagChange newTags(long groupId, String tags) {
        List<String> names = TagNames.lines(tags);
        if (names.isEmpty()) {
            return new TagChange.Refused(Refusal.NO_TAG);
        } else if (!names.stream().allMatch(TagNames::fits)) {
            return new TagChange.Refused(Refusal.NAME);
        }
        lock();
        Optional<String> group =
                name("select name from core.tag_group where id = :id and kind = 'OWN' and not deleted", groupId);
        if (group.isEmpty()) {
            return new TagChange.Unknown();
        }
        long made = names.stream().mapToLong(tag -> insert(groupId, tag)).sum();
        if (made == 0) {
            return new TagChange.NothingToDo();
        }
        log("CREATE", group.get(), Map.of("tags", made));
        return new TagChange.Accepted();
    }

    @Transactional
    public TagChange renameGroup(long groupId, String known, String name) {
        String wanted = name.strip();
        if (!TagNames.fits(wanted)) {
            return new TagChange.Refused(Refusal.NAME);
        }
        lock();
        if (!wanted.equals(known) && taken(wanted)) {
            return new TagChange.Refused(Refusal.TAKEN);
        }
        int changed = db.sql("""
                        update core.tag_group set name = :name
                        where id = :id and kind = 'OWN' and not deleted and name = :known
                        """)
                .param("id", groupId)
                .param("known", known)
                .param("name", wanted)
                .update();
        return changed(changed, "RENAME", known, wanted);
    }

    @Transactional
    public TagChange renameTag(long tagId, String known, String name) {
        String wanted = name.strip();
        if (!TagNames.fits(wanted)) {
            return new TagChange.Refused(Refusal.NAME);
        }
        lock();
        boolean taken = db.sql("""
                        select exists (
                            select from core.tag t
                            join core.tag o on o.group_id = t.group_id and not o.deleted and o.id <> t.id
                            where t.id = :id and o.name = :name)
                        """)
                .param("id", tagId)
                .param("name", wanted)
                .query(Boolean.class)
                .single();
        if (taken) {
            return new TagChange.Refused(Refusal.TAKEN);
        }
        int changed = db.sql("""
                        update core.tag set name = :name
                        where id = :id and wecom_tag_id is null and not deleted and name = :known
                        """)
                .param("id", tagId)
                .param("known", known)
                .param("name", wanted)
                .update();
        return changed(changed, "RENAME", known, wanted);
    }

    /** Deletes a tag; customers lose it. */
    @Transactional
    public TagChange deleteTag(long tagId, String known) {
        int changed = db.sql("""
                        update core.tag set deleted = true
                        where id = :id and wecom_tag_id is null and not deleted and name = :known
                        """).param("id", tagId).param("known", known).update();
        if (changed > 0) {
            db.sql("delete from core.customer_tag where tag_id = :id")
                    .param("id", tagId)
                    .update();
        }
        return changed(changed, "DELETE", known, "");
    }

    /** Deletes a group with its tags; customers lose them. */
    @Transactional
    public TagChange deleteGroup(long groupId, String known) {
        int changed = db.sql("""
                        update core.tag_group set deleted = true
                        where id = :id and kind = 'OWN' and not deleted and name = :known
                        """).param("id", groupId).param("known", known).update();
        if (changed > 0) {
            db.sql("""
                            with gone as (
                                update core.tag set deleted = true where group_id = :id and not deleted returning id)
                            delete from core.customer_tag c using gone where c.tag_id = gone.id
                            """).param("id", groupId).update();
        }
        return changed(changed, "DELETE", known, "");
    }

    private TagChange changed(int rows, String change, String known, String to) {
        if (rows == 0) {
            return new TagChange.Refused(Refusal.RENAMED);
        }
        log(change, known, to.isEmpty() ? Map.of() : Map.of("to", to));
        return new TagChange.Accepted();
    }

    private int insert(long groupId, String tag) {
        return db.sql("""
                        insert into core.tag (group_id, name, sort_order) values (:group, :name, 0)
                        on conflict (group_id, name) where not deleted and wecom_tag_id is null do nothing
                        """).param("group", groupId).param("name", tag).update();
    }

    /** Names are compared before they are written: one change at a time. */
    private void lock() {
        db.sql("lock table core.tag_group in share row exclusive mode").update();
    }

    private boolean taken(String group) {
        return db.sql("""
                        select exists (
                            select from core.tag_group where kind = 'OWN' and not deleted and name = :name)
                        """).param("name", group).query(Boolean.class).single();
    }

    private Optional<String> name(String sql, long id) {
        return db.sql(sql).param("id", id).query(String.class).optional();
    }

    private void log(String change, String name, Map<String, ?> details) {
        Map<String, Object> facts = new HashMap<>(details);
        facts.put("change", change);
        facts.put("kind", TagKind.OWN.name());
        audit.record(
                AuditAction.TAG_CHANGED, new AuditSubject(AuditSubject.Kind.TAG, name, null), null, Map.copyOf(facts));
    }
}
