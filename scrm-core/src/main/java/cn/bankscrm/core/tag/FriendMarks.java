package cn.bankscrm.core.tag;

/** Wishes tags on and off friends, many in one statement: whoever wants them, they wait in the same queue. */
public final class FriendMarks {

    private FriendMarks() {}

    /**
     * A statement that makes the wishes that are needed. Where the friend is as wanted already there is none, and a
     * wish that still waits for the opposite is turned round: of contradictory wishes the later one counts. The
     * parameters are {@code :by}, {@code :now} and {@code :byRule}: whether a rule wants it and no person.
     *
     * @param with what goes before, as {@code "with a as (…)"}, or nothing
     * @param pairs a query of {@code link_id}, {@code tag_id} and {@code wanted}, each link and tag once
     */
    public static String wishing(String with, String pairs) {
        return with + """

                insert into core.tag_wish as w (kind, link_id, tag_id, wished_by, wished_at, next_attempt_at, by_rule)
                select case when p.wanted then 'MARK' else 'UNMARK' end, p.link_id, p.tag_id, :by, :now, :now, :byRule
                from (%s) p
                where p.wanted <> exists (
                        select from core.friend_link_tag f where f.link_id = p.link_id and f.tag_id = p.tag_id)
                    or exists (
                        select from core.tag_wish o
                        where o.link_id = p.link_id and o.tag_id = p.tag_id and o.status = 'WAITING')
                on conflict (link_id, tag_id) where status = 'WAITING' and link_id is not null do update
                set kind = excluded.kind, wished_by = excluded.wished_by, wished_at = excluded.wished_at,
                    next_attempt_at = excluded.next_attempt_at, by_rule = excluded.by_rule, attempts = 0,
                    unsure = w.unsure or w.leased_until is not null, attempted_at = null
                where w.kind <> excluded.kind
                """.formatted(pairs);
    }
}
