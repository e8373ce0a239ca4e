package cn.bankscrm.engagement.touch;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.engagement.content.ContentId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What new friends are greeted with, and how that goes. */
@Component
public class WelcomeSettings {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:-]{0,30}");

    private final JdbcClient db;
    private final AuditLog audit;
    private final Clock clock;

    WelcomeSettings(JdbcClient db, AuditLog audit, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A greeting.
     *
     * @param prefix of the state of the codes that it is for; empty: for all others
     * @param title of its content
     * @param published whether the content may be shown today
     * @param sent in the last seven days, in the reader's part of the bank, as are the others
     * @param late too late for WeCom
     * @param otherwise not sent for other reasons
     * @param slowest seconds within which 95 of 100 were sent; null without any
     */
    public record Greeting(
            String prefix,
            ContentId content,
            String title,
            boolean published,
            int sent,
            int late,
            int otherwise,
            @Nullable Double slowest) {}

    /** By prefix. */
    @Transactional(readOnly = true)
    public List<Greeting> all() {
        return db.sql("""
                        select w.state_prefix, w.content_id, v.title,
                            v.state = 'PUBLISHED' and v.valid_from <= :today and (v.valid_to is null or v.valid_to >= :today) as published,
                            f.sent, f.late, f.otherwise, f.slowest
                        from engagement.welcome w
                        join lateral (
                            select c.title, c.state, c.valid_from, c.valid_to from engagement.content_version c
                            where c.content_id = w.content_id order by c.state = 'PUBLISHED' desc, c.number desc limit 1) v on true
                        cross join lateral (
                            select count(*) filter (where s.outcome = 'SENT') as sent,
                                count(*) filter (where s.outcome = 'LATE') as late,
                                count(*) filter (where s.outcome not in ('SENT', 'LATE')) as otherwise,
                                percentile_disc(0.95) within group (order by s.millis) filter (where s.outcome = 'SENT') / 1000.0 as slowest
                            from engagement.welcome_sent s
                            where s.event_at >= :since and s.state_prefix = w.state_prefix) f
                        order by w.state_prefix
                        """)
                .param("today", clock.instant().atZone(SendGrouping.ZONE).toLocalDate())
                .param("since", Timestamp.from(clock.instant().minus(WEEK)))
                .query((row, n) -> {
                    Object slowest = row.getObject("slowest");
                    return new Greeting(
                            row.getString("state_prefix"),
                            new ContentId(row.getLong("content_id")),
                            row.getString("title"),
                            row.getBoolean("published"),
                            row.getInt("sent"),
                            row.getInt("late"),
                            row.getInt("otherwise"),
                            slowest == null ? null : row.getDouble("slowest"));
                })
                .list();
    }

    /**
     * Greets those who come by such codes with this content from now on.
     *
     * @return false for a prefix that no state can have, or a content that is not published
     */
    @Transactional
    public boolean set(String prefix, ContentId content, String by) {
        if (!PREFIX.matcher(prefix).matches()) {
            return false;
        }
        int set = db.sql("""
                        insert into engagement.welcome (state_prefix, content_id, set_by, set_at)
                        select :prefix, :content, :by, :now
                        where exists (
                            select from engagement.content_version v where v.content_id = :content and v.state = 'PUBLISHED')
                        on conflict (state_prefix) do update
                        set content_id = excluded.content_id, set_by = excluded.set_by, set_at = excluded.set_at
                        """)
                .param("prefix", prefix)
                .param("content", content.value())
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (set == 1) {
            log(content, Map.of("prefix", prefix, "change", "SET"));
        }
        return set == 1;
    }

    /** Nobody is greeted by it any more. @return whether it was there */
    @Transactional
    public boolean remove(String prefix) {
        Optional<Long> content = db.sql(
                        "delete from engagement.welcome where state_prefix = :prefix returning content_id")
                .param("prefix", prefix)
                .query(Long.class)
                .optional();
        content.ifPresent(id -> log(new ContentId(id), Map.of("prefix", prefix, "change", "REMOVED")));
        return content.isPresent();
    }

    private void log(ContentId content, Map<String, ?> details) {
        audit.record(
                AuditAction.WELCOME_CHANGED,
                new AuditSubject(AuditSubject.Kind.CONTENT, Long.toString(content.value()), null),
                null,
                details);
    }
}
