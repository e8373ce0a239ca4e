package cn.bankscrm.compliance.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells what retention keeps, for how long, and what it deleted. */
@Component
public class RetentionQueries {

    private static final int PAGE = 20;

    /** A type that nobody uses is looked for in all messages there are. */
    private static final int PATIENCE_MILLIS = 2_000;

    private final JdbcClient db;
    private final TransactionTemplate reading;
    private final RetentionPeriods periods;
    private final Clock clock;

    RetentionQueries(JdbcClient db, PlatformTransactionManager transactions, RetentionPeriods periods, Clock clock) {
        this.db = db;
        // not read-only: such transactions of a branch's officer run as the reader, to whom deletions are closed
        this.reading = new TransactionTemplate(transactions);
        this.periods = periods;
        this.clock = clock;
    }

    /** @param after the run after which the list goes on; empty: the newest */
    public RetentionState state(Optional<Long> after) {
        List<String> names = new ArrayList<>(List.of(RetentionPeriods.DEFAULT));
        names.addAll(periods.types());
        names.add(RetentionPeriods.AUDIT);
        List<RetentionState.Run> runs = runs(after);
        return new RetentionState(
                names.stream().map(this::rule).toList(),
                runs.stream().limit(PAGE).toList(),
                runs.size() > PAGE ? Optional.of(runs.get(PAGE - 1).id()) : Optional.empty(),
                db.sql("select count(*) from compliance.deleted_media")
                        .query(Long.class)
                        .single());
    }

    private RetentionState.Rule rule(String name) {
        Optional<Instant> oldest = oldest(name);
        Optional<LocalDate> goes = oldest.map(at -> periods.goes(name, at));
        return new RetentionState.Rule(
                name,
                periods.of(name),
                oldest,
                goes,
                goes.map(day -> !day.isAfter(LocalDate.now(clock))).orElse(false));
    }

    private Optional<Instant> oldest(String name) {
        try {
            return Optional.ofNullable(reading.execute(status -> {
                        db.sql("set local statement_timeout = " + PATIENCE_MILLIS)
                                .update();
                        return switch (name) {
                            case RetentionPeriods.AUDIT ->
                                first(db.sql("select at from core.audit_entry order by at limit 1"));
                            case RetentionPeriods.DEFAULT ->
                                first(db.sql(
                                                "select at from compliance.chat_message where kind <> all(:types) order by at limit 1")
                                        .param("types", periods.types().toArray(String[]::new)));
                            default ->
                                first(db.sql(
                                                "select at from compliance.chat_message where kind = :type order by at limit 1")
                                        .param("type", name));
                        };
                    }))
                    .orElse(Optional.empty());
        } catch (QueryTimeoutException | DataAccessResourceFailureException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> first(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    private List<RetentionState.Run> runs(Optional<Long> after) {
        return db.sql("""
                        select id, at, rule, before, records, digest, key_id from compliance.deletion_run
                        where id < :after order by id desc limit :most
                        """)
                .param("after", after.orElse(Long.MAX_VALUE))
                .param("most", PAGE + 1)
                .query((row, n) -> run(row))
                .list();
    }

    /** A rule is stored as {@code messages default P5Y} or {@code audit P5Y}. */
    private RetentionState.Run run(ResultSet row) throws SQLException {
        List<String> rule = List.of(row.getString("rule").split(" "));
        return new RetentionState.Run(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                rule.get(rule.size() - 2),
                Period.parse(rule.getLast()),
                row.getObject("before", OffsetDateTime.class)
                        .atZoneSameInstant(clock.getZone())
                        .toLocalDate(),
                row.getLong("records"),
                HexFormat.of().formatHex(row.getBytes("digest")),
                row.getString("key_id"));
    }
}
