package cn.bankscrm.engagement.fatigue;

import cn.bankscrm.engagement.touch.Channel;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides wishes by the batch of customers, a transaction each. A customer is locked for it: two nodes never spend one
 * budget at a time, and each takes customers that the other has not. A killed round has decided nothing, and the next
 * one decides the same.
 *
 * <p>What is wished for today is decided together from half past five, after the day's plans were computed, so that
 * worth counts and not the hour; what is due is decided at once.
 */
@Component
class GuardRound {

    private static final LocalTime DECIDES_THE_DAY = LocalTime.of(5, 30);
    static final int LOCK = 0x5C4D;
    private static final int BATCH = 500;

    /** For so many days what was planned and not done may still be done today. */
    private static final int STAYS_OPEN = 3;

    /** Whose a wish is: the customer's id, or the contact's with a minus where the customer is not known. */
    private static final String DUE = """
            with due as materialized (
                select subject, min(wished_for) as first
                from (
                    select coalesce(t.customer_id, b.customer_id, -t.contact_id, 0) as subject, t.wished_for
                    from (
                        select customer_id, contact_id, wished_for
                        from engagement.touch
                        where state = 'WISHED' and wished_for < :until
                        order by wished_for
                        limit :looked) t
                    left join core.pub_binding b
                        on t.customer_id is null and b.contact_id = t.contact_id and b.unbound_at is null) w
                group by subject)
            select subject from due
            where pg_try_advisory_xact_lock(:lock, hashint8(subject))
            limit :batch
            """;

    private static final String KNOWN = """
            with who as (select unnest(:subjects) as subject),
            contact as (
                select w.subject, b.contact_id
                from who w join core.pub_binding b on b.customer_id = w.subject and b.unbound_at is null
                union
                select subject, -subject from who where subject < 0),
            mine as (
                select w.subject, t.*
                from who w
                join engagement.touch t on t.customer_id = w.subject and t.wished_for between :from and :to
                union all
                select c.subject, t.*
                from contact c
                join engagement.touch t
                    on t.contact_id = c.contact_id and t.customer_id is null and t.wished_for between :from and :to
                union all
                select w.subject, t.*
                from who w
                join engagement.touch t on w.subject = 0 and t.customer_id is null and t.contact_id is null
                    and t.state = 'WISHED' and t.wished_for < :until)
            select subject, id, key, wished_for, channel, worth, state = 'WISHED' as wished,
                case state
                    when 'SENT' then state_at
                    else case
                        when coalesce(planned_for, wished_for) >= :open
                            then greatest(coalesce(planned_for, wished_for), :today)
                        else coalesce(planned_for, wished_for)
                    end
                end as used_at
            from mine
            where state in ('PLANNED', 'OFFERED', 'SENT') or state = 'WISHED' and wished_for < :until
            """;

    private static final String SILENCES = """
            with who as (select unnest(:subjects) as subject),
            contact as (
                select w.subject, b.contact_id
                from who w join core.pub_binding b on b.customer_id = w.subject and b.unbound_at is null
                union
                select subject, -subject from who where subject < 0)
            select c.subject,
                exists (select from engagement.opt_out o where o.contact_id = c.contact_id and o.revoked_at is null)
                    as opted_out,
                (select max(p.at) from compliance.pub_complaint p where p.contact_id = c.contact_id) as complained_at,
                (select max(l.ended_at) from core.pub_friend_link l
                    where l.contact_id = c.contact_id and l.ended_by = 'CUSTOMER') as deleted_at
            from contact c
            """;

    private static final String DECIDED = """
            update engagement.touch t
            set state = d.state, planned_for = d.planned_for::timestamptz, why = d.why::jsonb, state_at = :now
            from unnest(:ids, :wished, :states, :planned, :whys) d (id, wished_for, state, planned_for, why)
            where t.id = d.id and t.wished_for = d.wished_for::timestamptz and t.state = 'WISHED'
            """;

    private final JdbcClient db;
    private final FatigueSettings settings;
    private final Clock clock;

    GuardRound(JdbcClient db, FatigueSettings settings, Clock clock) {
        this.db = db;
        this.settings = settings;
        this.clock = clock;
    }

    private record Row(long id, Wish wish) {}

    /** What is known of one subject, while it is read. */
    private static final class Known {
        private final List<Row> wishes = new ArrayList<>();
        private final List<Used> used = new ArrayList<>();
        private boolean optedOut;
        private Optional<Instant> complainedAt = Optional.empty();
        private Optional<Instant> deletedAt = Optional.empty();
    }

    /** Decides a batch. @return how many wishes it decided; 0: none is left that is due and free */
    @Transactional
    int decide() {
        Instant now = clock.instant();
        FatigueRules rules = settings.rules();
        Instant until = until(now);
        Long[] subjects = db.sql(DUE)
                .param("until", at(until))
                .param("looked", BATCH * 10)
                .param("lock", LOCK)
                .param("batch", BATCH)
                .query(Long.class)
                .list()
                .toArray(Long[]::new);
        if (subjects.length == 0) {
            return 0;
        }
        Map<Long, Known> known = read(subjects, rules, until, now);
        List<Row> rows = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        known.forEach((subject, of) -> decide(subject, of, rules, now, rows, decisions));
        write(rows, decisions, now);
        return decisions.size();
    }

    /** Wishes before this moment are decided now. */
    static Instant until(Instant now) {
        ZonedDateTime here = now.atZone(FatigueRules.ZONE);
        return here.toLocalTime().isBefore(DECIDES_THE_DAY)
                ? now.plusNanos(1_000)
                : here.toLocalDate().plusDays(1).atStartOfDay(FatigueRules.ZONE).toInstant();
    }

    private void decide(
            long subject, Known of, FatigueRules rules, Instant now, List<Row> rows, List<Decision> decisions) {
        // what goes to nobody in particular, such as a group's message, has no budget to share
        FatigueRules own = subject == 0
                ? new FatigueRules(
                        List.of(), rules.quiet(), rules.holidays(), rules.complaintDays(), rules.deletionDays())
                : rules;
        Map<Wish, Row> byWish = new HashMap<>();
        of.wishes.forEach(row -> byWish.put(row.wish(), row));
        History history = new History(now, of.used, of.optedOut, of.complainedAt, of.deletedAt);
        for (Decision decision : FatigueGuard.decide(history, byWish.keySet(), own)) {
            rows.add(byWish.get(decision.wish()));
            decisions.add(decision);
        }
    }

    private Map<Long, Known> read(Long[] subjects, FatigueRules rules, Instant until, Instant now) {
        Map<Long, Known> known = new HashMap<>();
        LocalDate today = FatigueRules.day(now);
        db.sql(KNOWN)
                .param("subjects", subjects)
                // a touch may be sent weeks after it was wished for, and counts from then
                .param("from", at(today.minusDays(rules.longest() + 35L)))
                .param("to", at(today.plusDays(rules.longest() + 2L)))
                .param("until", at(until))
                .param("today", at(today))
                .param("open", at(today.minusDays(STAYS_OPEN)))
                .query(row -> {
                    Known of = known.computeIfAbsent(row.getLong("subject"), s -> new Known());
                    String key = row.getString("key");
                    Channel channel = Channel.valueOf(row.getString("channel"));
                    if (row.getBoolean("wished")) {
                        Instant wishedFor = row.getObject("wished_for", OffsetDateTime.class)
                                .toInstant();
                        of.wishes.add(new Row(
                                row.getLong("id"), new Wish(key, wishedFor, channel, row.getBigDecimal("worth"))));
                    } else {
                        of.used.add(new Used(
                                key,
                                row.getObject("used_at", OffsetDateTime.class).toInstant(),
                                channel));
                    }
                });
        db.sql(SILENCES).param("subjects", subjects).query(row -> {
            Known of = known.computeIfAbsent(row.getLong("subject"), s -> new Known());
            of.optedOut |= row.getBoolean("opted_out");
            of.complainedAt = later(of.complainedAt, row.getObject("complained_at", OffsetDateTime.class));
            of.deletedAt = later(of.deletedAt, row.getObject("deleted_at", OffsetDateTime.class));
        });
        return known;
    }

    private void write(List<Row> rows, List<Decision> decisions, Instant now) {
        int count = rows.size();
        Long[] ids = new Long[count];
        String[] wished = new String[count];
        String[] states = new String[count];
        @Nullable String[] planned = new @Nullable String[count];
        @Nullable String[] whys = new @Nullable String[count];
        for (int i = 0; i < count; i++) {
            ids[i] = rows.get(i).id();
            wished[i] = rows.get(i).wish().wishedFor().toString();
            Decision decision = decisions.get(i);
            states[i] = decision instanceof Decision.Planned ? "PLANNED" : "SUPPRESSED";
            planned[i] = decision instanceof Decision.Planned(var wish, var at) ? at.toString() : null;
            whys[i] = WhyJson.of(decision);
        }
        db.sql(DECIDED)
                .param("ids", ids)
                .param("wished", wished)
                .param("states", states)
                .param("planned", planned)
                .param("whys", whys)
                .param("now", at(now))
                .update();
    }

    private static Optional<Instant> later(Optional<Instant> known, @Nullable OffsetDateTime other) {
        if (other == null) {
            return known;
        }
        Instant at = other.toInstant();
        return known.filter(one -> one.isAfter(at)).or(() -> Optional.of(at));
    }

    private static OffsetDateTime at(LocalDate day) {
        return at(day.atStartOfDay(FatigueRules.ZONE).toInstant());
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
