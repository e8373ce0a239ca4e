package cn.bankscrm.core.segment;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The runs over every customer: who asked for them, how far they are, what they changed. */
@Component
class SegmentRuns {

    /** Why a run is wanted. The names are stored. */
    enum Reason {
        /** A rule was written or changed. */
        RULE,
        /** Age, maturity and silence move with the days. */
        NIGHTLY,
        /** So much was delivered that everybody may have changed. */
        IMPORT,
        /** A segment ended. */
        RETIRED,
        /** A tag is to follow a segment. */
        TAG
    }

    /** A run that has not ended; {@code segments} count once it has started. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Open(long id, Short @Nullable [] wanted, boolean started, long after) {

        Short[] segments() {
            return wanted == null ? new Short[0] : wanted;
        }
    }

    /** Tables whose size decides how the rules' statement is best carried out. */
    private static final List<String> READ = List.of(
            "customer",
            "holding",
            "customer_tag",
            "binding",
            "friend_link",
            "friend_link_tag",
            "assignment",
            "last_contact",
            "activity",
            "institution_path",
            "segment_member");

    private final JdbcClient db;
    private final Clock clock;

    SegmentRuns(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** @param segment the one to compute; null: all. Of several requests for the same, one is carried out. */
    void request(Reason reason, @Nullable Short segment) {
        db.sql("""
                        insert into core.segment_run (segment_ids, reason, requested_at)
                        select cast(:segments as smallint[]), :reason, :now
                        where not exists (
                            select from core.segment_run
                            where finished_at is null and started_at is null
                                and segment_ids is not distinct from cast(:segments as smallint[]) and reason = :reason)
                        """)
                .param("segments", segment == null ? null : new Short[] {segment})
                .param("reason", reason.name())
                .param("now", now())
                .update();
    }

    Optional<Open> open() {
        return db.sql("""
                        select id, segment_ids, started_at is not null as started, after_id
                        from core.segment_run where finished_at is null order by id limit 1
                        """).query(SegmentRuns::request).optional();
    }

    private static Open request(ResultSet row, int number) throws SQLException {
        Array segments = row.getArray("segment_ids");
        return new Open(
                row.getLong("id"),
                segments == null ? null : (Short[]) segments.getArray(),
                row.getBoolean("started"),
                row.getLong("after_id"));
    }

    /** Begins a run, and takes in all that wait behind it: the bank is gone through once for them together. */
    Open start(Open run, List<ActiveRule> rules) {
        List<Open> others =
                db.sql("""
                        delete from core.segment_run where finished_at is null and started_at is null and id <> :id
                        returning id, segment_ids, false as started, after_id
                        """).param("id", run.id()).query(SegmentRuns::request).list();
        List<Open> all = Stream.concat(Stream.of(run), others.stream()).toList();
        Short[] segments = Stream.concat(
                        all.stream().flatMap(one -> Stream.of(one.segments())),
                        all.stream().anyMatch(one -> one.wanted() == null)
                                ? rules.stream().map(ActiveRule::segment)
                                : Stream.empty())
                .distinct()
                .sorted()
                .toArray(Short[]::new);
        for (String table : db.sql("""
                        select relname from pg_stat_user_tables
                        where schemaname = 'core' and relname = any(:read)
                            and (n_mod_since_analyze > n_live_tup / 5
                                or last_analyze is null and last_autoanalyze is null)
                        """)
                .param("read", READ.toArray(String[]::new))
                .query((row, number) -> row.getString(1))
                .list()) {
            db.sql("analyze core." + table).update();
        }
        db.sql("""
                        update core.segment_run
                        set segment_ids = :segments, started_at = :now, total = (select count(*) from core.customer)
                        where id = :id
                        """)
                .param("segments", segments)
                .param("now", now())
                .param("id", run.id())
                .update();
        return new Open(run.id(), segments, true, run.after());
    }

    void progress(Open run, long last, int customers, int changed) {
        db.sql("""
                        update core.segment_run
                        set after_id = :last, customers = customers + :customers, changed = changed + :changed
                        where id = :id
                        """)
                .param("last", last)
                .param("customers", customers)
                .param("changed", changed)
                .param("id", run.id())
                .update();
    }

    /** Ends a run, and counts the members anew. */
    void finish(Open run, LocalDate today) {
        db.sql("update core.segment_run set finished_at = :now, total = customers where id = :id")
                .param("now", now())
                .param("id", run.id())
                .update();
        db.sql("""
                        update core.segment set computed_on = :today
                        where id = any(:segments) and computed_on is null and effective_from <= :today and retired_on is null
                        """).param("today", today).param("segments", run.segments()).update();
        db.sql("""
                        insert into core.segment_size (segment_id, day, members)
                        select s.id, :today, coalesce(n.members, 0)
                        from core.segment s
                        left join (
                            select segment_id, count(*) as members
                            from core.segment_member, unnest(segment_ids) segment_id
                            group by segment_id) n on n.segment_id = s.id
                        where s.kind = 'RULE' and s.computed_on is not null and coalesce(n.members, 0) <> coalesce((
                            select z.members from core.segment_size z
                            where z.segment_id = s.id and z.day <= :today
                            order by z.day desc
                            limit 1), -1)
                        on conflict (segment_id, day) do update set members = excluded.members
                        """).param("today", today).update();
    }

    /** Runs that have not ended, the one at work first. */
    List<SegmentProgress> underWay() {
        return db.sql("""
                        select segment_ids, customers, total from core.segment_run where finished_at is null order by id
                        """)
                .query((row, number) -> {
                    Array segments = row.getArray("segment_ids");
                    Collection<Short> ids = segments == null ? List.of() : List.of((Short[]) segments.getArray());
                    return new SegmentProgress(
                            ids.stream().map(SegmentId::new).toList(), row.getLong("customers"), row.getLong("total"));
                })
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
