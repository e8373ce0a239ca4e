package cn.bankscrm.core.tag;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.tag.TagChange.Refusal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes up what people want changed about corp tags and groups. Nothing changes here by that: the wish waits until it
 * is carried out in WeCom. Only people make wishes; what is read from WeCom never does.
 */
@Component
public class TagWishes {

    /** WeCom allows no more in a corp, the strategies' included. */
    public static final int MOST_TAGS = 10_000;

    private final JdbcClient db;
    private final AuditLog audit;
    private final Clock clock;

    TagWishes(JdbcClient db, AuditLog audit, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.clock = clock;
    }

    /** Wishes for a new group with its first tags, one name a line. */
    @Transactional
    public TagChange newGroup(String name, String tags, String by) {
        String group = name.strip();
        List<String> names = TagNames.lines(tags);
        Optional<Refusal> refusal = refusal(names);
        if (!TagNames.fits(group)) {
            return new TagChange.Refused(Refusal.NAME);
        } else if (refusal.isPresent()) {
            return new TagChange.Refused(refusal.get());
        } else if (groupNamed(group)) {
            return new TagChange.Refused(Refusal.TAKEN);
        }
        names.forEach(tag -> insert(TagWish.Kind.CREATE, null, null, group, tag, null, null, by));
        log("CREATE_GROUP", group, Map.of("tags", names.size()));
        return new TagChange.Accepted();
    }

    /** Wishes for tags in a group, one name a line; those that it has already are passed over. */
    @Transactional
    public TagChange newTags(long groupId, String tags, String by) {
        Optional<Named> group = group(groupId);
        if (group.isEmpty()) {
            return new TagChange.Unknown();
        }
        List<String> all = TagNames.lines(tags);
        Optional<Refusal> refusal = refusal(all);
        if (refusal.isPresent()) {
            return new TagChange.Refused(refusal.get());
        }
        List<String> there = db.sql("""
                        select name from core.tag where group_id = :group and not deleted
                        union all
                        select name from core.tag_wish
                        where group_id = :group and kind = 'CREATE' and status = 'WAITING'
                        """)
                .param("group", groupId)
                .query((row, n) -> row.getString("name"))
                .list();
        List<String> names = all.stream().filter(name -> !there.contains(name)).toList();
        if (names.isEmpty()) {
            return new TagChange.NothingToDo();
        }
        String known = group.get().name();
        names.forEach(tag -> insert(TagWish.Kind.CREATE, null, groupId, null, tag, known, null, by));
        log("CREATE", known, Map.of("tags", names.size()));
        return new TagChange.Accepted();
    }

    /**
     * Wishes for another name of a group.
     *
     * @param known the name that the author saw
     */
    @Transactional
    public TagChange renameGroup(long groupId, String known, String name, String by) {
        String wanted = name.strip();
        return group(groupId)
                .map(group ->
                        rename(null, groupId, group, known, wanted, !wanted.equals(known) && groupNamed(wanted), by))
                .orElseGet(TagChange.Unknown::new);
    }

    /**
     * Wishes for another name of a tag.
     *
     * @param known the name that the author saw
     */
    @Transactional
    public TagChange renameTag(long tagId, String known, String name, String by) {
        String wanted = name.strip();
        return tag(tagId)
                .map(tag -> rename(tagId, null, tag, known, wanted, siblingNamed(tagId, wanted), by))
                .orElseGet(TagChange.Unknown::new);
    }

    private TagChange rename(
            @Nullable Long tagId,
            @Nullable Long groupId,
            Named thing,
            String known,
            String wanted,
            boolean taken,
            String by) {
        if (!TagNames.fits(wanted)) {
            return new TagChange.Refused(Refusal.NAME);
        } else if (!thing.name().equals(known)) {
            return new TagChange.Refused(Refusal.RENAMED);
        } else if (wanted.equals(known)) {
            return new TagChange.NothingToDo();
        } else if (taken) {
            return new TagChange.Refused(Refusal.TAKEN);
        }
        supersede(tagId, groupId, List.of("RENAME"));
        insert(TagWish.Kind.RENAME, tagId, groupId, null, wanted, known, null, by);
        log("RENAME", known, Map.of("to", wanted));
        return new TagChange.Accepted();
    }

    /** Wishes a group to stand before all others. */
    @Transactional
    public TagChange groupToFront(long groupId, String by) {
        return group(groupId)
                .map(group -> toFront(null, groupId, group, by, """
                        select coalesce(max(sort_order), 0) from core.tag_group
                        where kind = 'CORP' and not deleted and id <> :id
                        """))
                .orElseGet(TagChange.Unknown::new);
    }

    /** Wishes a tag to stand before all others of its group. */
    @Transactional
    public TagChange tagToFront(long tagId, String by) {
        return tag(tagId).map(tag -> toFront(tagId, null, tag, by, """
                        select coalesce(max(o.sort_order), 0) from core.tag t
                        join core.tag o on o.group_id = t.group_id and not o.deleted and o.id <> t.id
                        where t.id = :id
                        """)).orElseGet(TagChange.Unknown::new);
    }

    private TagChange toFront(
            @Nullable Long tagId, @Nullable Long groupId, Named thing, String by, String firstOfOthers) {
        long first = db.sql(firstOfOthers)
                .param("id", tagId == null ? groupId : tagId)
                .query(Long.class)
                .single();
        if (thing.order() > first) {
            return new TagChange.NothingToDo();
        }
        supersede(tagId, groupId, List.of("REORDER"));
        insert(TagWish.Kind.REORDER, tagId, groupId, null, null, null, first + 1, by);
        log("REORDER", thing.name(), Map.of());
        return new TagChange.Accepted();
    }

    /** Wishes a group gone with its tags, and these off all friends. */
    @Transactional
    public TagChange deleteGroup(long groupId, String known, String by) {
        return group(groupId)
                .map(group -> delete(null, groupId, group, known, by))
                .orElseGet(TagChange.Unknown::new);
    }

    /** Wishes a tag gone, and off all friends. */
    @Transactional
    public TagChange deleteTag(long tagId, String known, String by) {
        return tag(tagId).map(tag -> delete(tagId, null, tag, known, by)).orElseGet(TagChange.Unknown::new);
    }

    private TagChange delete(@Nullable Long tagId, @Nullable Long groupId, Named thing, String known, String by) {
        if (!thing.name().equals(known)) {
            return new TagChange.Refused(Refusal.RENAMED);
        }
        supersede(tagId, groupId, List.of("RENAME", "REORDER", "DELETE"));
        insert(TagWish.Kind.DELETE, tagId, groupId, null, null, known, null, by);
        log("DELETE", known, Map.of());
        return new TagChange.Accepted();
    }

    /** Takes a waiting wish back; one that is being carried out at this moment stays. @return whether it was */
    @Transactional
    public boolean withdraw(long wish) {
        return db.sql("""
                        update core.tag_wish
                        set status = 'OVERRULED', reason = 'WITHDRAWN', settled_at = :now, acknowledged = true
                        where id = :id and status = 'WAITING' and leased_until is null and not unsure
                          and link_id is null
                        """).param("id", wish).param("now", now()).update() > 0;
    }

    /** Lets a failed wish wait again. @return whether there was one */
    @Transactional
    public boolean retry(long wish) {
        return db.sql("""
                        update core.tag_wish
                        set status = 'WAITING', reason = null, code = null, settled_at = null, attempts = 0,
                            wished_at = :now, next_attempt_at = :now, acknowledged = false, unsure = true,
                            attempted_at = null
                        where id = :id and status = 'FAILED' and link_id is null
                        """).param("id", wish).param("now", now()).update() > 0;
    }

    /** The author knows what became of the wishes that did not come true. */
    @Transactional
    public void acknowledge(String by) {
        db.sql("""
                        update core.tag_wish set acknowledged = true
                        where wished_by = :by and status in ('OVERRULED', 'FAILED') and not acknowledged
                        """).param("by", by).update();
    }

    private void supersede(@Nullable Long tagId, @Nullable Long groupId, List<String> kinds) {
        db.sql("""
                        update core.tag_wish
                        set status = 'OVERRULED', reason = 'SUPERSEDED', settled_at = :now
                        where status = 'WAITING' and link_id is null and kind = any(:kinds) and leased_until is null
                          and tag_id is not distinct from :tag and group_id is not distinct from :group
                        """)
                .param("kinds", kinds.toArray(String[]::new))
                .param("tag", tagId)
                .param("group", groupId)
                .param("now", now())
                .update();
    }

    private void insert(
            TagWish.Kind kind,
            @Nullable Long tagId,
            @Nullable Long groupId,
            @Nullable String groupName,
            @Nullable String name,
            @Nullable String known,
            @Nullable Long order,
            String by) {
        db.sql("""
                        insert into core.tag_wish
                            (kind, tag_id, group_id, group_name, name, known_name, sort_order, wished_by, wished_at,
                             next_attempt_at)
                        values (:kind, :tag, :group, :groupName, :name, :known, :order, :by, :now, :now)
                        """)
                .param("kind", kind.name())
                .param("tag", tagId)
                .param("group", groupId)
                .param("groupName", groupName)
                .param("name", name)
                .param("known", known)
                .param("order", order)
                .param("by", by)
                .param("now", now())
                .update();
    }

    private Optional<Refusal> refusal(List<String> names) {
        if (names.isEmpty()) {
            return Optional.of(Refusal.NO_TAG);
        } else if (!names.stream().allMatch(TagNames::fits)) {
            return Optional.of(Refusal.NAME);
        }
        long there = db.sql("""
                        select (select count(*) from core.tag where not deleted and wecom_tag_id is not null)
                             + (select count(*) from core.tag_wish where kind = 'CREATE' and status = 'WAITING')
                        """).query(Long.class).single();
        return there + names.size() > MOST_TAGS ? Optional.of(Refusal.FULL) : Optional.empty();
    }

    private boolean groupNamed(String name) {
        return db.sql("""
                        select exists (select from core.tag_group where kind = 'CORP' and not deleted and name = :name)
                            or exists (select from core.tag_wish
                                       where status = 'WAITING' and kind = 'CREATE' and group_name = :name)
                        """).param("name", name).query(Boolean.class).single();
    }

    private boolean siblingNamed(long tagId, String name) {
        return db.sql("""
                        select exists (
                            select from core.tag t
                            join core.tag o on o.group_id = t.group_id and not o.deleted and o.id <> t.id
                            where t.id = :tag and o.name = :name)
                        """)
                .param("tag", tagId)
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    private Optional<Named> group(long id) {
        return db.sql("""
                        select name, sort_order from core.tag_group where id = :id and kind = 'CORP' and not deleted
                        """)
                .param("id", id)
                .query((row, n) -> new Named(row.getString("name"), row.getLong("sort_order")))
                .optional();
    }

    private Optional<Named> tag(long id) {
        return db.sql("""
                        select t.name, t.sort_order from core.tag t
                        join core.tag_group g on g.id = t.group_id and g.kind = 'CORP'
                        where t.id = :id and not t.deleted
                        """)
                .param("id", id)
                .query((row, n) -> new Named(row.getString("name"), row.getLong("sort_order")))
                .optional();
    }

    private void log(String change, String name, Map<String, ?> details) {
        Map<String, Object> facts = new HashMap<>(details);
        facts.put("change", change);
        facts.put("kind", TagKind.CORP.name());
        audit.record(
                AuditAction.TAG_CHANGED, new AuditSubject(AuditSubject.Kind.TAG, name, null), null, Map.copyOf(facts));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private record Named(String name, long order) {}
}
