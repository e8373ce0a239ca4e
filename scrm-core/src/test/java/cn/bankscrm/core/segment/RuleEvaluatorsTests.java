package cn.bankscrm.core.segment;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.scope.DataScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The set-based statement and the evaluator of one customer know nothing of each other, and always agree. */
class RuleEvaluatorsTests {

    private static final int CUSTOMERS = 250;

    private static SegmentBank bank = SegmentBank.open();
    private static final Map<Long, CustomerFacts> FACTS = new LinkedHashMap<>();

    @BeforeContainer
    static void readEverybody() {
        bank.customers(CUSTOMERS, new Random(20261121));
        FactsReading reading = new FactsReading(bank.db, SegmentBank.TODAY);
        for (long id = 1; id <= CUSTOMERS; id++) {
            FACTS.put(id, reading.read(new CustomerId(id)));
        }
    }

    @AfterContainer
    static void forgetThem() {
        FACTS.clear();
    }

    @Property(tries = 400)
    void agreeOnEveryCustomer(@ForAll("rules") SegmentRule rule) {
        assertThat(bySql(rule)).isEqualTo(byCustomer(rule));
        assertThat(bySql(new SegmentRule.Not(rule)))
                .hasSize(CUSTOMERS - byCustomer(rule).size());
    }

    @Property(tries = 200)
    void agreeOnEachConditionAlone(@ForAll("conditions") SegmentRule rule) {
        assertThat(bySql(rule)).isEqualTo(byCustomer(rule));
    }

    @Property(tries = 200)
    void storedAndReadAgainARuleIsTheSame(@ForAll("rules") SegmentRule rule) {
        assertThat(RuleJson.read(RuleJson.write(rule))).isEqualTo(rule);
    }

    @Property(tries = 60)
    void aPreviewCountsTheSame(@ForAll("rules") SegmentRule rule) {
        SegmentPreview.Preview preview = bank.preview.of(rule, new DataScope.WholeBank());

        assertThat(preview.exact()).isTrue();
        assertThat(preview.members()).isEqualTo(byCustomer(rule).size());
        assertThat(preview.of()).isEqualTo(CUSTOMERS);
    }

    @Provide
    Arbitrary<SegmentRule> rules() {
        return RandomRules.rules();
    }

    @Provide
    Arbitrary<SegmentRule> conditions() {
        return RandomRules.conditions();
    }

    /** Whoever is met is answered, and whoever is neither met nor not. */
    private static List<Long> bySql(SegmentRule rule) {
        RuleSql written = new RuleSql(SegmentBank.TODAY, SegmentBank.SHANGHAI);
        String met = written.condition(rule);
        String sql = "with " + written.tables() + "judged as (select c.id, " + met
                + " as met from core.customer c " + written.joins()
                + ") select id from judged where met is not false order by id";
        return bank.db
                .sql(RuleSql.among(sql, "true"))
                .params(written.parameters())
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private static List<Long> byCustomer(SegmentRule rule) {
        return FACTS.entrySet().stream()
                .filter(customer -> RuleExplanation.of(
                                rule, customer.getValue(), SegmentBank.TODAY, SegmentBank.SHANGHAI)
                        .met())
                .map(Map.Entry::getKey)
                .toList();
    }
}
