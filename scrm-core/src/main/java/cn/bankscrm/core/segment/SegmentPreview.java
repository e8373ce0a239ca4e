package cn.bankscrm.core.segment;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.customer.CustomerSummary;
import cn.bankscrm.core.customer.VisibleCustomers;
import cn.bankscrm.core.scope.DataScope;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tries a rule that is not written yet: how many customers it would hold, and some of them, as far as one may see. */
@Component
public class SegmentPreview {

    /**
     * What a rule would hold.
     *
     * @param of customers in the reader's scope
     * @param exact false: estimated from a part of them
     * @param sample some of those it holds, masked
     */
    public record Preview(long members, long of, boolean exact, List<CustomerSummary> sample) {
        public Preview {
            sample = List.copyOf(sample);
        }
    }

    private static final int SAMPLE = 8;
    /** Longer than this nobody waits for a count: it is estimated then. */
    private static final int PATIENCE_MS = 1_500;
    /** How many customers an estimate looks at. */
    private static final int ESTIMATED_FROM = 20_000;

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final CustomerQueries customers;
    private final Clock clock;

    SegmentPreview(JdbcClient db, PlatformTransactionManager transactions, CustomerQueries customers, Clock clock) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        // not read-only: what is counted among a scope's customers depends on friends and managers beyond it
        this.customers = customers;
        this.clock = clock;
    }

    /** @param rule that {@link RuleCheck} found nothing wrong with */
    public Preview of(SegmentRule rule, DataScope scope) {
        Counted counted = exactly(rule, scope).orElseGet(() -> estimate(rule, scope));
        List<CustomerSummary> sample = customers.withNumbers(
                List.of(counted.numbers).stream().map(CustomerNo::new).toList(), scope);
        return new Preview(counted.members, counted.of, counted.exact, sample);
    }

    private Optional<Counted> exactly(SegmentRule rule, DataScope scope) {
        try {
            return Optional.ofNullable(transaction.execute(status -> {
                db.sql("set local statement_timeout = " + PATIENCE_MS).update();
                return scope instanceof DataScope.WholeBank
                        ? count(rule, scope, "", "true")
                        : count(
                                rule,
                                scope,
                                "among as materialized (" + VisibleCustomers.idsIn(scope) + "),\n",
                                "%s in (select id from among)");
            }));
        } catch (QueryTimeoutException e) {
            return Optional.empty();
        }
    }

    private Counted estimate(SegmentRule rule, DataScope scope) {
        return Optional.ofNullable(transaction.execute(status -> {
                    boolean whole = scope instanceof DataScope.WholeBank;
                    long of = whole
                            ? db.sql(
                                            "select greatest(reltuples, 1)::bigint from pg_class where oid = 'core.customer'::regclass")
                                    .query(Long.class)
                                    .single()
                            : db.sql("select count(*) from (" + VisibleCustomers.idsIn(scope) + ") v")
                                    .param("today", LocalDate.now(clock))
                                    .param("root", VisibleCustomers.root(scope))
                                    .query(Long.class)
                                    .single();
                    double percent = Math.clamp(100.0 * ESTIMATED_FROM / Math.max(of, 1), 0.01, 100);
                    String part = whole
                            ? "select id from core.customer tablesample system (" + percent + ")"
                            : "select id from (" + VisibleCustomers.idsIn(scope)
                                    + ") v where mod(abs(hashint8(id)::bigint), 10000) < "
                                    + (long) Math.ceil(percent * 100);
                    Counted counted = count(
                            rule, scope, "among as materialized (" + part + "),\n", "%s in (select id from among)");
                    return new Counted(
                            counted.of == 0 ? 0 : Math.round((double) counted.members * of / counted.of),
                            of,
                            false,
                            counted.numbers);
                }))
                .orElseThrow();
    }

    private Counted count(SegmentRule rule, DataScope scope, String among, String condition) {
        RuleSql written = new RuleSql(LocalDate.now(clock), clock.getZone());
        String met = written.condition(rule);
        String sql = """
                with {among}
                {tables}
                judged as (
                    select c.customer_no, {met} as met
                    from core.customer c
                    {joins}
                    where {among:c.id})
                select count(*) filter (where met) as members, count(*) as of,
                    coalesce((select array_agg(customer_no) from (select customer_no from judged where met limit {sample}) s), '{}')
                        as numbers
                from judged
                """.replace("{among}", among)
                .replace("{tables}", written.tables())
                .replace("{met}", met)
                .replace("{joins}", written.joins())
                .replace("{sample}", Integer.toString(SAMPLE));
        return db.sql(RuleSql.among(sql, condition))
                .params(written.parameters())
                .param("root", VisibleCustomers.root(scope))
                .query((row, number) -> new Counted(row.getLong("members"), row.getLong("of"), true, (String[])
                        row.getArray("numbers").getArray()))
                .single();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Counted(long members, long of, boolean exact, String[] numbers) {}
}
