package cn.bankscrm.engagement.touch;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.engagement.content.ContentId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Wishes that somebody makes by hand: a content for the customers of an institution, at once. They are wishes: whether
 * each goes out is the fatigue guard's decision.
 */
@Component
public class ManualTouches {

    private static final int SHOWN = 20;
    private static final Duration GOOD_FOR = Duration.ofHours(2);
    private static final Pattern TOKEN = Pattern.compile("([0-9]{16})-([0-9a-f]{32})");

    /** Whom an institution's managers reach: their customers, certified and friends of theirs now. */
    private static final String REACHED = """
            select distinct on (a.customer_id) a.customer_id, a.staff_id, l.contact_id
            from core.pub_assignment a
            join core.pub_staff_post p on p.staff_id = a.staff_id and p.valid_from <= :today
                and (p.valid_to is null or p.valid_to >= :today)
            join core.pub_institution_path u on u.institution_id = p.institution_id and u.ancestor_id = :institution
            join core.pub_customer c on c.id = a.customer_id
            left join core.pub_segment_member m on m.customer_id = a.customer_id
            join core.pub_binding b on b.customer_id = a.customer_id and b.unbound_at is null
            join core.pub_friend_link l on l.contact_id = b.contact_id and l.staff_id = a.staff_id and l.ended_at is null
            where a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)
              and (:segment::smallint is null or :segment::smallint = any(c.segment_ids) or :segment::smallint = any(m.segment_ids))
            order by a.customer_id, l.added_at desc
            """;

    private final JdbcClient db;
    private final AuditLog audit;
    private final Clock clock;

    ManualTouches(JdbcClient db, AuditLog audit, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Who is meant.
     *
     * @param channel a mass send, or a moment
     * @param institution which the author may see; its managers, and those below it
     * @param segment null for all customers; of no meaning for moments, which all friends see
     */
    public record Wish(
            ContentId content,
            Channel channel,
            InstitutionId institution,
            @Nullable Short segment) {

        public Wish {
            if (channel != Channel.MASS_SEND && channel != Channel.MOMENT) {
                throw new IllegalArgumentException("By hand one sends to many, or publishes a moment");
            }
        }
    }

    /** What one manager would have before them. */
    public record Load(String staffNo, String name, int customers) {}

    /**
     * Whom a wish would reach.
     *
     * @param customers friends who are certified; of a moment: members
     * @param busiest the managers with the most, at most {@value #SHOWN}
     */
    public record Reach(int customers, int managers, List<Load> busiest) {

        public Reach {
            busiest = List.copyOf(busiest);
        }
    }

    /** Marks one form: sent twice, it wishes once. */
    public String token() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant())
                + "-"
                + UUID.randomUUID().toString().replace("-", "");
    }

    @Transactional(readOnly = true)
    public Reach preview(Wish wish) {
        List<Load> loads = db.sql("""
                        with reached as (%s)
                        select coalesce(s.staff_no, '') as staff_no, coalesce(s.name, s.wecom_userid, '') as name, count(*) as customers
                        from reached r join core.pub_staff s on s.id = r.staff_id
                        group by s.id, s.staff_no, s.name, s.wecom_userid order by count(*) desc, 1
                        """.formatted(REACHED))
                .param("today", today())
                .param("institution", wish.institution().value())
                .param("segment", wish.channel() == Channel.MOMENT ? null : wish.segment())
                .query((row, n) -> new Load(row.getString("staff_no"), row.getString("name"), row.getInt("customers")))
                .list();
        int customers = loads.stream().mapToInt(Load::customers).sum();
        return new Reach(
                wish.channel() == Channel.MOMENT ? loads.size() : customers,
                loads.size(),
                loads.stream().limit(SHOWN).toList());
    }

    /**
     * Makes the wishes; those of this token that are there stay as they are.
     *
     * @return how many were made; empty for a token that is none, or too old
     */
    @Transactional
    public Optional<Integer> wish(Wish wish, String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Instant at = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
        Instant now = clock.instant();
        if (at.isAfter(now) || at.isBefore(now.minus(GOOD_FOR))) {
            return Optional.empty();
        }
        boolean moment = wish.channel() == Channel.MOMENT;
        int made = db.sql("""
                        with reached as (%s), meant as (
                            select distinct staff_id, case when :moment then null else customer_id end as customer_id,
                                case when :moment then null else contact_id end as contact_id
                            from reached)
                        insert into engagement.touch
                            (key, wished_for, source, staff_id, contact_id, customer_id, channel, content_id, state, state_at)
                        select 'manual:' || :token || ':' || coalesce('c' || customer_id, 's' || staff_id), :at, 'MANUAL', staff_id,
                            contact_id, customer_id, :channel, :content, 'WISHED', :now
                        from meant
                        on conflict (key, wished_for) do nothing
                        """.formatted(REACHED))
                .param("today", today())
                .param("institution", wish.institution().value())
                .param("segment", moment ? null : wish.segment())
                .param("moment", moment)
                .param("token", parts.group(2))
                .param("at", Timestamp.from(at))
                .param("channel", wish.channel().name())
                .param("content", wish.content().value())
                .param("now", Timestamp.from(now))
                .update();
        if (made > 0) {
            audit.record(
                    AuditAction.TOUCHES_WISHED,
                    new AuditSubject(
                            AuditSubject.Kind.CONTENT,
                            Long.toString(wish.content().value()),
                            wish.institution()),
                    null,
                    Map.of("channel", wish.channel().name(), "touches", made));
        }
        return Optional.of(made);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), SendGrouping.ZONE);
    }
}
