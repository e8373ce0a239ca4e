package cn.bankscrm.compliance.interceptrule;

import cn.bankscrm.compliance.screening.Level;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is known of WeCom's rules. Its transactions are not read-only: to readers of a scope these tables are closed.
 */
@Component
@Transactional
class InterceptRuleRows {

    private final JdbcClient db;
    private final JdbcTemplate template;

    InterceptRuleRows(JdbcClient db, JdbcTemplate template) {
        this.db = db;
        this.template = template;
    }

    InterceptSync sync() {
        return db.sql("select * from compliance.intercept_sync")
                .query((row, n) -> new InterceptSync(
                        (Integer) row.getObject("version"),
                        Optional.ofNullable(row.getDate("day"))
                                .map(Date::toLocalDate)
                                .orElse(null),
                        instant(row, "done_at"),
                        row.getInt("calls"),
                        row.getInt("foreign_rules"),
                        instant(row, "asked_at"),
                        row.getString("failure"),
                        instant(row, "failed_at"),
                        row.getInt("failures"),
                        instant(row, "next_try_at")))
                .single();
    }

    /** In the order of their numbers. */
    List<KeptRule> rules() {
        return db.sql("select * from compliance.intercept_rule order by number")
                .query((row, n) -> rule(row))
                .list();
    }

    void written(KeptRule kept, Optional<Drift> repaired) {
        InterceptRule rule = kept.rule();
        db.sql("""
                        insert into compliance.intercept_rule
                            (number, rule_id, kind, institutions, positions, departments, users, words, written_at)
                        values (:number, :id, :kind, :institutions, :positions, :departments, :users, :words, :at)
                        on conflict (number) do update
                        set rule_id = excluded.rule_id, kind = excluded.kind, institutions = excluded.institutions,
                            positions = excluded.positions, departments = excluded.departments, users = excluded.users,
                            words = excluded.words, written_at = excluded.written_at
                        """)
                .param("number", kept.number())
                .param("id", kept.id())
                .param("kind", rule.kind().name())
                .param("institutions", texts(kept.reach().institutions()))
                .param("positions", texts(kept.reach().positions()))
                .param("departments", rule.audience().departments().toArray(Long[]::new))
                .param("users", texts(rule.audience().users()))
                .param("words", texts(rule.words()))
                .param("at", Timestamp.from(kept.writtenAt()))
                .update();
        repaired.ifPresent(this::repaired);
    }

    private void repaired(Drift drift) {
        db.sql("""
                        insert into compliance.intercept_drift (at, number, kinds, missing, foreign_words)
                        values (:at, :number, :kinds, :missing, :foreign)
                        """)
                .param("at", Timestamp.from(drift.at()))
                .param("number", drift.number())
                .param("kinds", drift.kinds().stream().map(Enum::name).sorted().toArray(String[]::new))
                .param("missing", drift.missing())
                .param("foreign", drift.foreign())
                .update();
    }

    void removed(int number) {
        db.sql("delete from compliance.intercept_rule where number = :number")
                .param("number", number)
                .update();
    }

    /** @param before asks of before this moment are answered by it */
    void done(int version, LocalDate day, Instant before, Instant now, int calls, int foreign, List<LeftOut> left) {
        db.sql("""
                        update compliance.intercept_sync
                        set version = :version, day = :day, done_at = :now, calls = :calls, foreign_rules = :foreign,
                            asked_at = case when asked_at > :before then asked_at end,
                            failure = null, failed_at = null, failures = 0, next_try_at = null
                        """)
                .param("version", version)
                .param("day", Date.valueOf(day))
                .param("now", Timestamp.from(now))
                .param("calls", calls)
                .param("foreign", foreign)
                .param("before", Timestamp.from(before))
                .update();
        db.sql("delete from compliance.intercept_left_out").update();
        List<Object[]> rows = new ArrayList<>();
        for (LeftOut each : left) {
            rows.add(new Object[] {
                rows.size() + 1,
                each.term(),
                each.level().name(),
                each.hits(),
                each.reason().name()
            });
        }
        template.batchUpdate(
                "insert into compliance.intercept_left_out (turn, term, level, hits, reason) values (?, ?, ?, ?, ?)",
                rows);
    }

    void failed(String failure, Instant now, Instant next) {
        db.sql("""
                        update compliance.intercept_sync
                        set failure = :failure, failed_at = :now, failures = failures + 1, next_try_at = :next
                        """)
                .param("failure", failure)
                .param("now", Timestamp.from(now))
                .param("next", Timestamp.from(next))
                .update();
    }

    void asked(Instant now) {
        db.sql("update compliance.intercept_sync set asked_at = :now, next_try_at = null")
                .param("now", Timestamp.from(now))
                .update();
    }

    /** In the order of priority. */
    List<LeftOut> leftOut(int limit) {
        return db.sql("select * from compliance.intercept_left_out order by turn limit :limit")
                .param("limit", limit)
                .query((row, n) -> new LeftOut(
                        row.getString("term"),
                        Level.valueOf(row.getString("level")),
                        row.getLong("hits"),
                        LeftOut.Reason.valueOf(row.getString("reason"))))
                .list();
    }

    List<ReasonCount> leftOutByReason() {
        return db.sql("""
                        select reason, count(*) as terms from compliance.intercept_left_out
                        group by reason order by min(turn)
                        """)
                .query((row, n) ->
                        new ReasonCount(LeftOut.Reason.valueOf(row.getString("reason")), row.getLong("terms")))
                .list();
    }

    /** Newest first. */
    List<Drift> drift(int limit) {
        return db.sql("select * from compliance.intercept_drift order by at desc, id desc limit :limit")
                .param("limit", limit)
                .query((row, n) -> new Drift(
                        row.getTimestamp("at").toInstant(),
                        row.getInt("number"),
                        strings(row.getArray("kinds")).stream()
                                .map(Drift.Kind::valueOf)
                                .collect(Collectors.toUnmodifiableSet()),
                        row.getInt("missing"),
                        row.getInt("foreign_words")))
                .list();
    }

    private static KeptRule rule(ResultSet row) throws SQLException {
        int number = row.getInt("number");
        RuleKind kind = RuleKind.valueOf(row.getString("kind"));
        return new KeptRule(
                number,
                row.getString("rule_id"),
                new RuleReach(
                        new TreeSet<>(strings(row.getArray("institutions"))),
                        new TreeSet<>(strings(row.getArray("positions")))),
                new InterceptRule(
                        RuleName.of(number, kind),
                        kind,
                        new TreeSet<>(strings(row.getArray("words"))),
                        new Audience(
                                new TreeSet<>(Set.of(
                                        (Long[]) row.getArray("departments").getArray())),
                                new TreeSet<>(strings(row.getArray("users")))),
                        false),
                row.getTimestamp("written_at").toInstant());
    }

    private static List<String> strings(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private static String[] texts(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column))
                .map(Timestamp::toInstant)
                .orElse(null);
    }
}
