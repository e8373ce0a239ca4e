package cn.bankscrm.core.segment;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.segment.SegmentRule.Active;
import cn.bankscrm.core.segment.SegmentRule.Age;
import cn.bankscrm.core.segment.SegmentRule.All;
import cn.bankscrm.core.segment.SegmentRule.Any;
import cn.bankscrm.core.segment.SegmentRule.Assets;
import cn.bankscrm.core.segment.SegmentRule.Certified;
import cn.bankscrm.core.segment.SegmentRule.Holding;
import cn.bankscrm.core.segment.SegmentRule.NoContact;
import cn.bankscrm.core.segment.SegmentRule.OwnFriend;
import cn.bankscrm.core.segment.SegmentRule.Tagged;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How PostgreSQL reads the tables for a part of the bank: by index, and never a whole table of customers for one part.
 * The parts are as small a share of this bank as a run's are of ten million customers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SegmentPlanTests {

    private static final int CUSTOMERS = 40_000;
    private static final Pattern WHOLE_TABLE = Pattern.compile("Seq Scan on (\\w+)");

    /** Asks about every table. */
    private static final SegmentRule EVERYTHING = new Any(List.of(
            new Assets(new BigDecimal("900000"), null),
            new Age(60, null),
            new Holding(Set.of(), new BigDecimal("50000"), 30),
            new Tagged(3),
            new All(List.of(new Certified(true), new OwnFriend(false))),
            new All(List.of(new NoContact(90), new Active(Set.of(ActivityKind.CALLED), 90, 1)))));

    private final SegmentBank bank = SegmentBank.open();

    @Test
    void aPartOfARunReadsNoTableWhole() {
        assertThat(readWhole(SegmentComputing.RANGE, Map.of("after", 20_000L, "last", 20_000L + CUSTOMERS / 200)))
                .isEmpty();
    }

    @Test
    void changedCustomersAreFoundByIndex() {
        Long[] some = new Long[100];
        for (int i = 0; i < some.length; i++) {
            some[i] = 1L + (long) i * CUSTOMERS / some.length;
        }

        assertThat(readWhole("%s = any(:customers)", Map.of("customers", some))).isEmpty();
    }

    /** The large tables that the statements for some customers read from beginning to end. */
    private Set<String> readWhole(String among, Map<String, ?> whose) {
        JudgingSql judging = JudgingSql.of(
                List.of(new ActiveRule((short) 4, EVERYTHING, false)),
                segment -> true,
                true,
                among,
                SegmentBank.TODAY,
                SegmentBank.SHANGHAI);
        Set<String> whole = new TreeSet<>();
        whole.addAll(readWhole(judging.sql(), judging.parameters(), whose));
        for (String tagging : List.of(RuleTagging.OWN, RuleTagging.CORP)) {
            whole.addAll(readWhole(
                    RuleSql.among(tagging, among),
                    Map.of(
                            "now",
                            SegmentBank.TODAY.atStartOfDay(SegmentBank.SHANGHAI).toOffsetDateTime(),
                            "by",
                            "rule",
                            "byRule",
                            true),
                    whose));
        }
        return whole;
    }

    private Set<String> readWhole(String sql, Map<String, ?> parameters, Map<String, ?> whose) {
        String plan = String.join(
                "\n",
                bank.db
                        .sql("explain " + sql)
                        .params(parameters)
                        .params(whose)
                        .query((row, number) -> row.getString(1))
                        .list());
        assertThat(plan).contains("Scan");
        return WHOLE_TABLE
                .matcher(plan)
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(this::large)
                .collect(TreeSet::new, Set::add, Set::addAll);
    }

    private boolean large(String table) {
        return bank.db
                .sql("select reltuples > 1000 from pg_class where oid = cast('core.' || :table as regclass)")
                .param("table", table)
                .query(Boolean.class)
                .single();
    }

    @BeforeAll
    void fill() {
        List.of(
                        """
                        insert into core.customer (id, customer_no, name_enc, name_digest, birthday, has_account, aum, institution_id)
                        select n, 'P' || n, '', '', date '1940-01-01' + n % 29000, true, n * 31 % 1000000, 1 + n % 4
                        from generate_series(1, {n}) n
                        """,
                        """
                        insert into core.holding (customer_id, account_no, kind, product, amount, matures_on)
                        select n, 'A' || k, 'TERM', '产品', n, date '2026-11-20' + n % 400
                        from generate_series(1, {n}) n cross join generate_series(1, 2) k
                        """,
                        """
                        insert into core.customer_tag (customer_id, tag_id, by_rule, tagged_at)
                        select n, 3, false, now() from generate_series(1, {n}, 3) n
                        """,
                        "insert into core.assignment (id, customer_id, staff_id, valid_from) select n, n, 1 + n % 3,"
                                + " date '2026-01-01' from generate_series(1, {n}) n",
                        "insert into core.external_contact (id, external_userid, version) select n, 'p' || n, 0 from"
                                + " generate_series(1, {n}) n",
                        """
                        insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version)
                        select n, 1 + n % 3, n, timestamptz '2026-01-01 00:00Z' + n * interval '1 minute', true, 0 from generate_series(1, {n}) n
                        """,
                        "insert into core.friend_link_tag (link_id, tag_id) select n, 1 + n % 2 from"
                                + " generate_series(1, {n}) n",
                        "insert into core.binding (id, contact_id, customer_id, bound_at, route) select n, n, n,"
                                + " now(), 'app' from generate_series(1, {n}) n",
                        "insert into core.last_contact (customer_id, staff_id, at, kind) select n, 1, timestamptz"
                                + " '2026-11-01 00:00Z', 'CALLED' from generate_series(1, {n}) n",
                        """
                        insert into core.activity (at, kind, customer_id, staff_id, source)
                        select timestamptz '2026-11-20 00:00Z' - n % 100 * interval '1 day', 'CALLED', n, 1, 'p' || n from generate_series(1, {n}) n
                        """,
                        "insert into core.segment_member (customer_id, segment_ids) select n, array[4]::smallint[]"
                                + " from generate_series(1, {n}, 2) n",
                        "insert into core.rule_mark (customer_id, tag_id, link_id) select n, 1, n from"
                                + " generate_series(1, {n}, 2) n",
                        "update core.tag set segment_id = 1",
                        "analyze")
                .forEach(sql -> bank.db
                        .sql(sql.replace("{n}", Integer.toString(CUSTOMERS)))
                        .update());
    }
}
