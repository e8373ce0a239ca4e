package cn.bankscrm.core.segment;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.audit.CurrentActor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The bank's segments (客群): those that files deliver, and those with a rule of the bank's own, in versions. A version
 * is never changed; the newest that is in force counts.
 */
@Component
public class SegmentRegister {

    /** Every customer's row may hold them all. */
    private static final int MOST_RULES = 200;

    private static final String SEGMENT = """
            select s.id, s.name, coalesce(s.description, '') as description, s.kind, s.effective_from, s.retired_on,
                s.computed_on is not null as computed,
                coalesce((
                    select z.members from core.segment_size z where z.segment_id = s.id order by z.day desc limit 1), 0)
                    as members
            from core.segment s
            """;

    private final JdbcClient db;
    private final RuleCheck check;
    private final SegmentRuns runs;
    private final AuditLog audit;
    private final CurrentActor actor;
    private final Clock clock;

    SegmentRegister(JdbcClient db, RuleCheck check, SegmentRuns runs, AuditLog audit, CurrentActor actor, Clock clock) {
        this.db = db;
        this.check = check;
        this.runs = runs;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    /** Every segment, those in use first, by their age. */
    @Transactional(readOnly = true)
    public List<RuleSegment> all() {
        return db.sql(SEGMENT + "order by s.retired_on is not null, s.id")
                .query(SegmentRegister::segment)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<RuleSegment> find(SegmentId id) {
        return db.sql(SEGMENT + "where s.id = :id")
                .param("id", id.value())
                .query(SegmentRegister::segment)
                .optional();
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<SegmentVersion> versions(SegmentId id) {
        return db.sql("""
                        select version, rule::text as rule, effective_from, written_by, written_at, comment
                        from core.segment_version where segment_id = :id order by version desc
                        """)
                .param("id", id.value())
                .query((row, number) -> new SegmentVersion(
                        row.getInt("version"),
                        RuleJson.read(row.getString("rule")),
                        row.getObject("effective_from", LocalDate.class),
                        row.getString("written_by"),
                        row.getObject("written_at", OffsetDateTime.class).toInstant(),
                        row.getString("comment")))
                .list();
    }

    /** How many members there were, day by day; a day without a change has no entry. */
    @Transactional(readOnly = true)
    public Map<LocalDate, Long> sizes(SegmentId id, LocalDate since) {
        Map<LocalDate, Long> sizes = new TreeMap<>();
        db.sql("""
                        select greatest(day, :since) as day, members
                        from core.segment_size
                        where segment_id = :id and day >= coalesce(
                            (select max(day) from core.segment_size where segment_id = :id and day <= :since), :since)
                        order by day
                        """).param("id", id.value()).param("since", since).query(row -> {
            sizes.put(row.getObject("day", LocalDate.class), row.getLong("members"));
        });
        return sizes;
    }

    /** Runs under way. */
    @Transactional(readOnly = true)
    public List<SegmentProgress> underWay() {
        return runs.underWay();
    }

    /**
     * Makes a segment.
     *
     * @param from the first day it exists, today or later; what it was before nobody can know
     * @param comment why, for whoever reads the versions
     */
    @Transactional
    public SegmentOutcome create(String name, String description, SegmentRule rule, LocalDate from, String comment) {
        oneWriter(db);
        List<RuleProblem> problems = new ArrayList<>(check.problems(rule));
        String called = name.strip();
        if (called.isEmpty() || called.length() > 32 || called.contains("|") || called.equals("全部")) {
            problems.add(RuleProblem.at("name", "name"));
        } else {
            db.sql("select kind from core.segment where name = :name")
                    .param("name", called)
                    .query(String.class)
                    .optional()
                    .ifPresent(kind -> problems.add(
                            RuleProblem.at("name", kind.equals("RULE") ? "nameTaken" : "nameDelivered", called)));
        }
        if (db.sql("select count(*) from core.segment where kind = 'RULE' and retired_on is null")
                        .query(Long.class)
                        .single()
                >= MOST_RULES) {
            problems.add(RuleProblem.at("name", "tooManySegments", Integer.toString(MOST_RULES)));
        }
        checkVersion(from, today(), comment, problems);
        if (!problems.isEmpty()) {
            return new SegmentOutcome.Refused(problems);
        }
        short id;
        try {
            id = db.sql("""
                            insert into core.segment (name, kind, description, effective_from)
                            values (:name, 'RULE', :description, :from)
                            returning id
                            """)
                    .param("name", called)
                    .param("description", description.strip())
                    .param("from", from)
                    .query(Short.class)
                    .single();
        } catch (DuplicateKeyException e) {
            return new SegmentOutcome.Refused(List.of(RuleProblem.at("name", "nameTaken", called)));
        }
        write(id, called, 1, rule, from, comment);
        return new SegmentOutcome.Written(new SegmentId(id), 1);
    }

    /**
     * Writes a further version.
     *
     * @param known the newest version that the writer has seen
     */
    @Transactional
    public SegmentOutcome change(
            SegmentId id, int known, String description, SegmentRule rule, LocalDate from, String comment) {
        oneWriter(db);
        Optional<RuleSegment> segment = lock(id);
        OptionalInt newest = segment.isEmpty() ? OptionalInt.empty() : newest(id);
        if (newest.isEmpty() || newest.getAsInt() != known) {
            return new SegmentOutcome.Overtaken();
        }
        List<RuleProblem> problems = new ArrayList<>(check.problems(rule));
        LocalDate last = db.sql("select max(effective_from) from core.segment_version where segment_id = :id")
                .param("id", id.value())
                .query(LocalDate.class)
                .single();
        checkVersion(from, last.isAfter(today()) ? last : today(), comment, problems);
        if (!problems.isEmpty()) {
            return new SegmentOutcome.Refused(problems);
        }
        db.sql("update core.segment set description = :description where id = :id")
                .param("description", description.strip())
                .param("id", id.value())
                .update();
        write(id.value(), segment.orElseThrow().name(), known + 1, rule, from, comment);
        return new SegmentOutcome.Written(id, known + 1);
    }

    /** Ends a segment: from today nobody belongs to it. @return false when there is none, or it has ended already */
    @Transactional
    public boolean retire(SegmentId id, String reason) {
        Optional<RuleSegment> segment = lock(id);
        if (segment.isEmpty()) {
            return false;
        }
        db.sql("update core.segment set retired_on = :today where id = :id")
                .param("today", today())
                .param("id", id.value())
                .update();
        runs.request(SegmentRuns.Reason.RETIRED, id.value());
        log(segment.get().name(), reason, Map.of("change", "RETIRED"));
        return true;
    }

    /** Rules and the tags that follow segments are checked against each other before either is written. */
    static void oneWriter(JdbcClient db) {
        db.sql("lock table core.segment_version in share row exclusive mode").update();
    }

    private void write(short id, String name, int version, SegmentRule rule, LocalDate from, String comment) {
        db.sql("""
                        insert into core.segment_version
                            (segment_id, version, rule, effective_from, written_by, written_at, comment)
                        values (:id, :version, :rule::jsonb, :from, :by, :at, :comment)
                        """)
                .param("id", id)
                .param("version", version)
                .param("rule", RuleJson.write(rule))
                .param("from", from)
                .param("by", actor.get().name())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("comment", comment.strip())
                .update();
        if (!from.isAfter(today())) {
            runs.request(SegmentRuns.Reason.RULE, id);
        }
        log(
                name,
                comment,
                Map.of("change", version == 1 ? "CREATED" : "CHANGED", "version", version, "from", from.toString()));
    }

    private static void checkVersion(LocalDate from, LocalDate earliest, String comment, List<RuleProblem> problems) {
        if (from.isBefore(earliest) || from.isAfter(earliest.plusYears(2))) {
            problems.add(RuleProblem.at("from", "from", earliest.toString()));
        }
        if (comment.isBlank() || comment.length() > 200) {
            problems.add(RuleProblem.at("comment", "comment"));
        }
    }

    /** A rule segment that has not ended, for this transaction alone. */
    private Optional<RuleSegment> lock(SegmentId id) {
        return db.sql(SEGMENT + "where s.id = :id and s.kind = 'RULE' and s.retired_on is null for update of s")
                .param("id", id.value())
                .query(SegmentRegister::segment)
                .optional();
    }

    private OptionalInt newest(SegmentId id) {
        return OptionalInt.of(db.sql("select max(version) from core.segment_version where segment_id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .single());
    }

    private void log(String name, String reason, Map<String, ?> details) {
        audit.record(
                AuditAction.SEGMENT_RULE_CHANGED,
                new AuditSubject(AuditSubject.Kind.SEGMENT, name, null),
                reason.strip(),
                details);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static RuleSegment segment(ResultSet row, int number) throws SQLException {
        return new RuleSegment(
                new SegmentId(row.getShort("id")),
                row.getString("name"),
                row.getString("description"),
                row.getString("kind").equals("RULE"),
                Optional.ofNullable(row.getObject("effective_from", LocalDate.class)),
                Optional.ofNullable(row.getObject("retired_on", LocalDate.class)),
                row.getBoolean("computed"),
                row.getLong("members"));
    }
}
