package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts how far customers came with a piece of content, of the managers in a scope. A customer counts once, with the
 * furthest step of all their visits. A link was sent where its touch was, or where somebody passed it on by themselves.
 */
@Component
@Transactional(readOnly = true)
public class Funnels {

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;

    Funnels(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** The version that was published last: its sections are the steps. */
    private record Told(String title, String institution, long version, List<FunnelStep> steps) {}

    /** @return empty where nothing of this content was ever published, or it is out of the scope's reach */
    public Optional<Funnel> find(ContentId content, DataScope scope) {
        return told(content, scope).map(told -> {
            long[] customers = new long[told.steps.size()];
            long[] others = new long[told.steps.size()];
            db.sql(people(told, scope) + """
                            select s.contact_id is not null as sent, coalesce(r.stage, 0) as stage, count(*) as people
                            from sent s full join read r on r.contact_id = s.contact_id
                            group by 1, 2
                            """)
                    .param("content", content.value())
                    .param("today", LocalDate.now(clock))
                    .param("root", VisibleCustomers.root(scope))
                    .query(row -> {
                        long[] counts = row.getBoolean("sent") ? customers : others;
                        counts[row.getInt("stage")] += row.getLong("people");
                    });
            return new Funnel(content, told.title, told.institution, Funnel.reached(told.steps, customers, others));
        });
    }

    /**
     * The customers behind a number: who came to a step, or came there and no further.
     *
     * @param left whether only those who came no further
     * @param after the contact after whom the list goes on; 0 for its beginning
     * @param most at most so many
     */
    public List<FunnelPerson> people(ContentId content, int step, boolean left, long after, int most, DataScope scope) {
        return told(content, scope)
                .map(told -> db.sql(people(told, scope) + """
                                select t.contact_id, k.customer_no, k.name_enc, e.name_enc as contact_name_enc,
                                    coalesce(m.staff_no, '') as staff_no, coalesce(m.name, m.wecom_userid, '') as staff_name,
                                    coalesce(r.opens, 0) as opens, coalesce(r.dwell, 0) as dwell, r.last_at
                                from sent t
                                left join read r on r.contact_id = t.contact_id
                                join core.staff m on m.id = t.staff_id
                                left join core.external_contact e on e.id = t.contact_id
                                left join core.binding b on b.contact_id = t.contact_id and b.unbound_at is null
                                left join lateral (
                                    select c.customer_no, c.name_enc from core.customer c
                                    where c.id = b.customer_id and %s) k on true
                                where t.contact_id > :after
                                    and case when :left then coalesce(r.stage, 0) = :step else coalesce(r.stage, 0) >= :step end
                                order by t.contact_id limit :most
                                """.formatted(VisibleCustomers.in(scope)))
                        .param("content", content.value())
                        .param("today", LocalDate.now(clock))
                        .param("root", VisibleCustomers.root(scope))
                        .param("after", after)
                        .param("left", left)
                        .param("step", step)
                        .param("most", most)
                        .query((row, number) -> person(row))
                        .list())
                .orElse(List.of());
    }

    /** By whom it was sent to whom, and the furthest step of whoever came. */
    private static String people(Told told, DataScope scope) {
        StringBuilder stage = new StringBuilder("case");
        told.steps.reversed().stream()
                .filter(step -> step.number() > 1)
                .forEach(step -> stage.append(" when ")
                        .append(step.condition(told.version))
                        .append(" then ")
                        .append(step.number()));
        stage.append(" else 1 end");
        return """
            with sent as (
                select l.contact_id, min(l.staff_id) as staff_id
                from engagement.link l join core.staff s on s.id = l.staff_id
                where l.content_id = :content and l.contact_id is not null and %1$s
                    and (l.touch_id is null
                        or exists (select from engagement.touch t where t.id = l.touch_id and t.state = 'SENT')
                        or exists (select from engagement.link_visit v where v.link_id = l.id))
                group by l.contact_id),
            read as (
                select v.contact_id, case when v.contact_id is null then v.visitor end as visitor, max(%2$s) as stage,
                    count(*) as opens, sum(v.dwell_seconds) as dwell, max(v.opened_at) as last_at
                from engagement.link_visit v join core.staff s on s.id = v.staff_id
                where v.content_id = :content and %1$s
                group by 1, 2)
            """.formatted(VisibleCustomers.staffIn(scope), stage);
    }

    /** Content is used where it belongs and below, so it is seen from there, from below, and from above. */
    private Optional<Told> told(ContentId content, DataScope scope) {
        return db.sql("""
                        select v.id, v.title, v.body, v.target_url is not null as target, i.name
                        from engagement.content c
                        join engagement.content_version v on v.content_id = c.id
                            and v.state in ('PUBLISHED', 'REPLACED', 'WITHDRAWN', 'EXPIRED')
                        join core.institution i on i.id = c.institution_id
                        where c.id = :content and %s
                        order by v.number desc limit 1
                        """.formatted(reachable(scope)))
                .param("content", content.value())
                .param("today", LocalDate.now(clock))
                .param("root", VisibleCustomers.root(scope))
                .query((row, number) -> new Told(
                        row.getString("title"),
                        row.getString("name"),
                        row.getLong("id"),
                        FunnelStep.of(
                                Section.of(Body.toHtml(row.getString("body"), file -> "/l/files/" + file)),
                                row.getBoolean("target"))))
                .optional();
    }

    private static String reachable(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) -> """
                    exists (
                        select from core.institution_path u
                        where (u.ancestor_id = c.institution_id and u.institution_id = :root)
                            or (u.ancestor_id = :root and u.institution_id = c.institution_id))""";
            case DataScope.OwnCustomers(var staff) -> """
                    exists (
                        select from core.staff_post p
                        join core.institution_path u on u.institution_id = p.institution_id
                        where p.staff_id = :root and u.ancestor_id = c.institution_id and p.valid_from <= :today
                            and (p.valid_to is null or p.valid_to >= :today))""";
            case DataScope.Nothing() -> "false";
        };
    }

    private FunnelPerson person(ResultSet row) throws SQLException {
        String no = row.getString("customer_no");
        Timestamp last = row.getTimestamp("last_at");
        return new FunnelPerson(
                new ExternalContactId(row.getLong("contact_id")),
                no == null ? null : new CustomerNo(no),
                no == null
                        ? masked("external_contact.name", row.getBytes("contact_name_enc"))
                        : masked("customer.name", row.getBytes("name_enc")),
                new StaffRef(row.getString("staff_no"), row.getString("staff_name")),
                row.getInt("opens"),
                row.getInt("dwell"),
                last == null ? null : last.toInstant());
    }

    private @Nullable String masked(String field, byte @Nullable [] encrypted) {
        return encrypted == null ? null : Masking.name(cipher.decrypt(field, encrypted));
    }
}
