package cn.bankscrm.core.segment;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.tag.TagChange;
import cn.bankscrm.core.tag.TagChange.Refusal;
import cn.bankscrm.core.tag.TagKind;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Rule tags (规则标签): a corp tag or one of the bank's own that follows a segment. Who enters the segment gets the tag,
 * who leaves loses it, and no hand changes it. A rule may not ask for such a tag, so segments and tags never drive each
 * other round.
 */
@Component
public class RuleTags {

    private final JdbcClient db;
    private final SegmentRegister segments;
    private final SegmentRuns runs;
    private final AuditLog audit;
    private final Clock clock;

    RuleTags(JdbcClient db, SegmentRegister segments, SegmentRuns runs, AuditLog audit, Clock clock) {
        this.db = db;
        this.segments = segments;
        this.runs = runs;
        this.audit = audit;
        this.clock = clock;
    }

    /** A tag that follows, or may follow, a segment. */
    public record Tag(long id, TagKind kind, String group, String name, Optional<SegmentId> segment) {}

    /**
     * What would come of it when a tag followed a segment: customers for one of the bank's own tags, friends for a corp
     * tag.
     *
     * @param members customers in the segment now
     * @param gaining who would get the tag
     * @param losing who carries it now and would lose it
     */
    public record Preview(long members, long gaining, long losing) {}

    /** A corp tag or one of the bank's own; those of strategies are not ours to put on. */
    @Transactional(readOnly = true)
    public Optional<Tag> find(long tagId) {
        return db.sql("""
                        select t.id, g.kind, g.name as group_name, t.name, t.segment_id
                        from core.tag t join core.tag_group g on g.id = t.group_id and g.kind in ('CORP', 'OWN')
                        where t.id = :id and not t.deleted
                        """)
                .param("id", tagId)
                .query((row, number) -> new Tag(
                        row.getLong("id"),
                        TagKind.valueOf(row.getString("kind")),
                        row.getString("group_name"),
                        row.getString("name"),
                        Optional.ofNullable(row.getObject("segment_id", Short.class))
                                .map(SegmentId::new)))
                .optional();
    }

    /** Names of the tags that follow a segment. */
    @Transactional(readOnly = true)
    public List<String> following(SegmentId segment) {
        return db.sql("""
                        select g.name || ' / ' || t.name
                        from core.tag t join core.tag_group g on g.id = t.group_id
                        where t.segment_id = :segment and not t.deleted
                        order by 1
                        """)
                .param("segment", segment.value())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** The segments that a tag may follow. */
    @Transactional(readOnly = true)
    public List<RuleSegment> choices() {
        return segments.all().stream().filter(RuleTags::canBeFollowed).toList();
    }

    private static boolean canBeFollowed(RuleSegment segment) {
        return segment.rule() && segment.retired().isEmpty();
    }

    /** Counts over the whole bank, by the members of this moment. */
    @Transactional(readOnly = true)
    public Preview preview(Tag tag, SegmentId segment) {
        String carried = tag.kind() == TagKind.OWN
                ? "select c.customer_id as id from core.customer_tag c where c.tag_id = :tag"
                : """
                    select l.id
                    from core.friend_link_tag f
                    join core.friend_link l on l.id = f.link_id and l.ended_at is null
                    join core.binding b on b.contact_id = l.contact_id and b.unbound_at is null
                    where f.tag_id = :tag""";
        String wanted = tag.kind() == TagKind.OWN ? "select customer_id as id from member" : """
                    select l.id
                    from member m
                    join core.binding b on b.customer_id = m.customer_id and b.unbound_at is null
                    join core.friend_link l on l.contact_id = b.contact_id and l.ended_at is null""";
        return db.sql("""
                        with member as materialized (
                            select customer_id from core.segment_member where :segment = any(segment_ids)),
                        wanted as materialized (%s),
                        carried as materialized (%s)
                        select (select count(*) from member) as members,
                            (select count(*) from (select id from wanted except select id from carried) w) as gaining,
                            (select count(*) from (select id from carried except select id from wanted) c) as losing
                        """.formatted(wanted, carried))
                .param("tag", tag.id())
                .param("segment", segment.value())
                .query((row, number) ->
                        new Preview(row.getLong("members"), row.getLong("gaining"), row.getLong("losing")))
                .single();
    }

    /**
     * Lets a tag follow a segment from now on. Whoever carries it and is no member loses it; friends who are not
     * certified as anybody keep what a member gave them.
     */
    @Transactional
    public TagChange follow(long tagId, SegmentId segment) {
        SegmentRegister.oneWriter(db);
        Optional<Tag> found = find(tagId);
        Optional<RuleSegment> target = segments.find(segment).filter(RuleTags::canBeFollowed);
        if (found.isEmpty() || target.isEmpty()) {
            return new TagChange.Unknown();
        } else if (found.get().segment().equals(Optional.of(segment))) {
            return new TagChange.NothingToDo();
        } else if (askedFor(tagId)) {
            return new TagChange.Refused(Refusal.ASKED_FOR);
        }
        set(tagId, segment.value());
        if (found.get().kind() == TagKind.CORP) {
            // Hands no longer count: what waits is for the rule to say, and what they put on is the rule's to take off.
            giveUpWishes(tagId, "SUPERSEDED");
            db.sql("""
                            insert into core.rule_mark (customer_id, tag_id, link_id)
                            select b.customer_id, f.tag_id, f.link_id
                            from core.friend_link_tag f
                            join core.friend_link l on l.id = f.link_id and l.ended_at is null
                            join core.binding b on b.contact_id = l.contact_id and b.unbound_at is null
                            where f.tag_id = :tag
                            on conflict do nothing
                            """).param("tag", tagId).update();
        }
        runs.request(SegmentRuns.Reason.TAG, segment.value());
        log(found.get(), Map.of("change", "FOLLOW", "segment", target.get().name()));
        return new TagChange.Accepted();
    }

    /** Makes a rule tag one for hands again; who carries it keeps it. */
    @Transactional
    public TagChange release(long tagId) {
        SegmentRegister.oneWriter(db);
        Optional<Tag> found = find(tagId);
        if (found.isEmpty()) {
            return new TagChange.Unknown();
        } else if (found.get().segment().isEmpty()) {
            return new TagChange.NothingToDo();
        }
        set(tagId, null);
        db.sql("update core.customer_tag set by_rule = false where tag_id = :tag")
                .param("tag", tagId)
                .update();
        giveUpWishes(tagId, "WITHDRAWN");
        db.sql("delete from core.rule_mark where tag_id = :tag")
                .param("tag", tagId)
                .update();
        log(found.get(), Map.of("change", "RELEASE"));
        return new TagChange.Accepted();
    }

    /** Whether a rule asks for the tag, in a version that counts or will. */
    private boolean askedFor(long tagId) {
        return db.sql("""
                        select exists (
                            select
                            from core.segment s join core.segment_version v on v.segment_id = s.id
                            where s.kind = 'RULE' and s.retired_on is null
                                and v.version >= coalesce((
                                    select max(o.version) from core.segment_version o
                                    where o.segment_id = s.id and o.effective_from <= :today), 0)
                                and jsonb_path_exists(
                                    v.rule, '$.**.tag.id ? (@ == $tag)', jsonb_build_object('tag', :tag::bigint)))
                        """)
                .param("today", LocalDate.now(clock))
                .param("tag", tagId)
                .query(Boolean.class)
                .single();
    }

    private void set(long tagId, @Nullable Short segment) {
        db.sql("update core.tag set segment_id = :segment where id = :tag")
                .param("segment", segment)
                .param("tag", tagId)
                .update();
    }

    /** Those that are being carried out at this moment come true. */
    private void giveUpWishes(long tagId, String reason) {
        db.sql("""
                        update core.tag_wish
                        set status = 'OVERRULED', reason = :reason, settled_at = :now, acknowledged = true
                        where tag_id = :tag and link_id is not null and status = 'WAITING' and leased_until is null
                        """)
                .param("reason", reason)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("tag", tagId)
                .update();
    }

    private void log(Tag tag, Map<String, ?> details) {
        Map<String, Object> facts = new HashMap<>(details);
        facts.put("kind", tag.kind().name());
        audit.record(
                AuditAction.TAG_CHANGED,
                new AuditSubject(AuditSubject.Kind.TAG, tag.group() + " / " + tag.name(), null),
                null,
                Map.copyOf(facts));
    }
}
