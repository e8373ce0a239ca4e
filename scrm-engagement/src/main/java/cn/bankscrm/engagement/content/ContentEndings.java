package cn.bankscrm.engagement.content;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes what is published out of use: by hand, or because its time is over. Whoever uses content is told. */
@Component
@Transactional
public class ContentEndings {

    private static final int AT_ONCE = 100;
    private static final Actor JOB = Actor.system("content-expiry");

    private final JdbcClient db;
    private final ContentRows rows;
    private final ContentAudit audit;
    private final ApplicationEventPublisher events;

    ContentEndings(JdbcClient db, ContentRows rows, ContentAudit audit, ApplicationEventPublisher events) {
        this.db = db;
        this.rows = rows;
        this.audit = audit;
        this.events = events;
    }

    /** @return false when it is not published, or another institution's */
    public boolean withdraw(Writer writer, ContentId content, String reason) {
        return withdraw(
                published(content).filter(held -> held.institution().equals(writer.institution())),
                writer.account(),
                reason);
    }

    /** @return false when it is not published, or lies outside their scope */
    public boolean withdraw(Checker checker, ContentId content, String reason) {
        return withdraw(
                published(content).filter(held -> ContentApprovals.covers(db, checker.scope(), held.institution())),
                checker.account(),
                reason);
    }

    private Optional<OpenVersion> published(ContentId content) {
        rows.hold(content);
        return rows.published(content).flatMap(rows::find);
    }

    private boolean withdraw(Optional<OpenVersion> published, String by, String reason) {
        published.ifPresent(held -> {
            end(held.id(), ContentState.WITHDRAWN, by, reason);
            audit.record(AuditAction.CONTENT_WITHDRAWN, held, reason);
            events.publishEvent(new ContentEnded(held.content(), held.id(), ContentEnded.Cause.WITHDRAWN));
        });
        return published.isPresent();
    }

    /**
     * Ends what was to be shown until yesterday.
     *
     * @return how many were ended; 0 when there are none left
     */
    public int expireSome() {
        List<ContentVersionId> over = db.sql("""
                        select id from engagement.content_version
                        where state = 'PUBLISHED' and valid_to < :today
                        order by valid_to, id limit :most
                        """)
                .param("today", rows.today())
                .param("most", AT_ONCE)
                .query((row, n) -> new ContentVersionId(row.getLong("id")))
                .list();
        int ended = 0;
        for (ContentVersionId id : over) {
            Optional<OpenVersion> held = rows.hold(id).filter(version -> version.state() == ContentState.PUBLISHED);
            if (held.isPresent()) {
                end(id, ContentState.EXPIRED, JOB.name(), null);
                audit.recordBy(
                        JOB,
                        AuditAction.CONTENT_EXPIRED,
                        held.get().content(),
                        held.get().institution(),
                        id);
                events.publishEvent(new ContentEnded(held.get().content(), id, ContentEnded.Cause.EXPIRED));
                ended++;
            }
        }
        return ended;
    }

    private void end(ContentVersionId id, ContentState state, String by, @Nullable String reason) {
        db.sql("""
                        update engagement.content_version
                        set state = :state, ended_by = :by, ended_at = :now, end_reason = :reason, version = version + 1
                        where id = :id
                        """)
                .param("state", state.name())
                .param("by", by)
                .param("now", rows.now())
                .param("reason", reason)
                .param("id", id.value())
                .update();
    }
}
