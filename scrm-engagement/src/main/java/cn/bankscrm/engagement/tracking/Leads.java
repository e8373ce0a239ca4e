package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.core.customer.VisibleCustomers;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.content.Body;
import cn.bankscrm.engagement.content.ContentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The leads of the managers in a scope, and what becomes of them. */
@Component
@Transactional
public class Leads {

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;

    Leads(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** How many leads there are of each state. */
    @Transactional(readOnly = true)
    public Map<LeadState, Long> counts(DataScope scope) {
        Map<LeadState, Long> counts = new java.util.EnumMap<>(LeadState.class);
        db.sql("""
                        select l.state, count(*) as leads
                        from engagement.lead l join core.staff s on s.id = l.staff_id
                        where %s group by l.state
                        """.formatted(VisibleCustomers.staffIn(scope)))
                .param("today", LocalDate.now(clock))
                .param("root", VisibleCustomers.root(scope))
                .query(row -> {
                    counts.put(LeadState.valueOf(row.getString("state")), row.getLong("leads"));
                });
        return counts;
    }

    /**
     * The newest first.
     *
     * @param after where the page before ended; empty for the newest
     * @param most at most so many
     */
    @Transactional(readOnly = true)
    public List<Lead> list(LeadState state, Optional<Lead.Position> after, int most, DataScope scope) {
        Map<Long, List<Section>> sections = new ConcurrentHashMap<>();
        return db.sql("""
                        select l.id, l.state, l.content_id, l.version_id, l.next_step, l.raised_at, l.reason, n.title, n.body,
                            k.customer_no, k.name_enc, l.customer_id is not null as certified, e.name_enc as contact_name_enc,
                            coalesce(s.staff_no, '') as staff_no, coalesce(s.name, s.wecom_userid, '') as staff_name,
                            r.opens, r.dwell, r.scroll, r.sections, r.target
                        from engagement.lead l
                        join core.staff s on s.id = l.staff_id
                        join engagement.content_version n on n.id = l.version_id
                        left join core.external_contact e on e.id = l.contact_id
                        left join lateral (
                            select c.customer_no, c.name_enc from core.customer c where c.id = l.customer_id and %1$s) k on true
                        cross join lateral (
                            select count(*) as opens, coalesce(sum(v.dwell_seconds), 0) as dwell,
                                coalesce(max(v.scroll_percent), 0) as scroll, coalesce(bool_or(v.target_at is not null), false) as target,
                                coalesce(array(
                                    select distinct unnest(w.sections) from engagement.link_visit w
                                    where w.contact_id = l.contact_id and w.version_id = l.version_id), '{}') as sections
                            from engagement.link_visit v
                            where v.contact_id = l.contact_id and v.content_id = l.content_id and v.staff_id = l.staff_id) r
                        where l.state = :state and %2$s and (l.raised_at, l.id) < (:at, :id)
                        order by l.raised_at desc, l.id desc
                        limit :most
                        """.formatted(VisibleCustomers.in(scope), VisibleCustomers.staffIn(scope)))
                .param("today", LocalDate.now(clock))
                .param("root", VisibleCustomers.root(scope))
                .param("state", state.name())
                .param(
                        "at",
                        Timestamp.from(
                                after.map(Lead.Position::raisedAt).orElse(Instant.parse("9999-12-31T00:00:00Z"))))
                .param("id", after.map(position -> position.id().value()).orElse(Long.MAX_VALUE))
                .param("most", most)
                .query((row, number) -> lead(row, sections))
                .list();
    }

    /** @return whether it was new, and in the scope */
    public boolean take(LeadId id, String by, DataScope scope) {
        return changed(id, scope, """
                        state = 'TAKEN', taken_at = :now, taken_by = :by where l.state = 'NEW'
                        """, by, null);
    }

    /**
     * @param what came of it; may be empty
     * @return whether it was open, and in the scope
     */
    public boolean done(LeadId id, String what, String by, DataScope scope) {
        return changed(id, scope, """
                        state = 'DONE', closed_at = :now, closed_by = :by, reason = nullif(:reason, '')
                        where l.state in ('NEW', 'TAKEN')
                        """, by, what);
    }

    /**
     * @param reason why nothing will come of it
     * @return whether it was open, and in the scope
     */
    public boolean drop(LeadId id, String reason, String by, DataScope scope) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Why a lead is dropped is said");
        }
        return changed(id, scope, """
                        state = 'DROPPED', closed_at = :now, closed_by = :by, reason = :reason
                        where l.state in ('NEW', 'TAKEN')
                        """, by, reason);
    }

    private boolean changed(LeadId id, DataScope scope, String change, String by, @Nullable String reason) {
        return db.sql("update engagement.lead l set " + change + """
                        and l.id = :id and exists (select from core.staff s where s.id = l.staff_id and %s)
                        """.formatted(VisibleCustomers.staffIn(scope)))
                        .param("id", id.value())
                        .param("by", by)
                        .param("reason", reason)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("today", LocalDate.now(clock))
                        .param("root", VisibleCustomers.root(scope))
                        .update()
                == 1;
    }

    private Lead lead(ResultSet row, Map<Long, List<Section>> known) throws SQLException {
        String body = row.getString("body");
        List<Section> parts = known.computeIfAbsent(
                row.getLong("version_id"), version -> Section.of(Body.toHtml(body, file -> "/l/files/" + file)));
        NavigableSet<Integer> reached = VisitRows.numbers(row.getArray("sections"));
        String no = row.getString("customer_no");
        return new Lead(
                new LeadId(row.getLong("id")),
                LeadState.valueOf(row.getString("state")),
                new ContentId(row.getLong("content_id")),
                row.getString("title"),
                no == null ? null : new CustomerNo(no),
                no == null
                        ? masked("external_contact.name", row.getBytes("contact_name_enc"))
                        : masked("customer.name", row.getBytes("name_enc")),
                new StaffRef(row.getString("staff_no"), row.getString("staff_name")),
                row.getInt("opens"),
                row.getInt("dwell"),
                row.getInt("scroll"),
                parts.stream()
                        .filter(part -> reached.contains(part.number()))
                        .map(Section::title)
                        .toList(),
                row.getBoolean("target"),
                NextStep.valueOf(row.getString("next_step")),
                row.getTimestamp("raised_at").toInstant(),
                row.getString("reason"));
    }

    private @Nullable String masked(String field, byte @Nullable [] encrypted) {
        return encrypted == null ? null : Masking.name(cipher.decrypt(field, encrypted));
    }
}
