package cn.bankscrm.core.segment;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.segment.SegmentOutcome.Refused;
import cn.bankscrm.core.segment.SegmentOutcome.Written;
import cn.bankscrm.core.segment.SegmentRule.Age;
import cn.bankscrm.core.segment.SegmentRule.Assets;
import cn.bankscrm.core.segment.SegmentRule.Delivered;
import cn.bankscrm.core.segment.SegmentRule.Holding;
import cn.bankscrm.core.segment.SegmentRule.Tagged;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentComputingTests {

    private static final SegmentRule RICH = new Assets(new BigDecimal("500000"), null);
    private static final LocalDate TODAY = SegmentBank.TODAY;

    private final SegmentBank bank = SegmentBank.open();

    @BeforeEach
    void customers() {
        bank.customers(60, new Random(7));
    }

    @Test
    void aNewSegmentHoldsWhoeverMeetsItsRuleAndWritesNoHistory() {
        SegmentId rich = segment("高资产", RICH, TODAY);
        bank.work();

        assertThat(bank.members(rich)).isNotEmpty().isEqualTo(bank.meeting(RICH));
        assertThat(changes()).isZero();
        assertThat(size(rich)).isEqualTo(bank.members(rich).size());
        assertThat(bank.told).hasSize(1);
        assertThat(bank.told.getFirst().customers()).hasSize(bank.members(rich).size());
        assertThat(bank.register.find(rich).orElseThrow().computed()).isTrue();
    }

    @Test
    void aChangedFactIsFollowedAndTheFormerStateRemembered() {
        SegmentId rich = segment("高资产", RICH, TODAY);
        bank.work();
        long poor = bank.db
                .sql("select min(id) from core.customer where aum < 500000")
                .query(Long.class)
                .single();
        bank.told.clear();
        bank.clock.set(TODAY.plusDays(1));

        bank.db
                .sql("update core.customer set aum = 700000 where id = :id")
                .param("id", poor)
                .update();
        bank.marks.mark(new CustomerFactsChanged(Set.of(new CustomerId(poor)), TODAY));
        bank.work();

        assertThat(bank.members(rich)).contains(poor).isEqualTo(bank.meeting(RICH));
        assertThat(bank.db
                        .sql(
                                "select customer_id || ' ' || changed_on || ' ' || segment_ids_before::text from core.segment_member_change")
                        .query((row, number) -> row.getString(1))
                        .list())
                .containsExactly(poor + " 2026-11-21 {}");
        assertThat(bank.told)
                .containsExactly(new CustomerFactsChanged(Set.of(new CustomerId(poor)), TODAY.plusDays(1)));
        assertThat(size(rich)).isEqualTo(bank.members(rich).size());
    }

    @Test
    void whatSegmentsChangedThemselvesMarksNobody() {
        segment("高资产", RICH, TODAY);
        bank.work();

        assertThat(bank.db
                        .sql("select count(*) from core.segment_dirty")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aTagMarksItsCustomerWhoeverPutIt() {
        SegmentRule tagged = new Tagged(3);
        SegmentId merchants = segment("商户客户", tagged, TODAY);
        bank.work();
        long other = bank.db
                .sql("select min(id) from core.customer where id not in (select customer_id from core.customer_tag)")
                .query(Long.class)
                .single();

        bank.db
                .sql(
                        "insert into core.customer_tag (customer_id, tag_id, by_rule, tagged_at) values (:id, 3, false, now())")
                .param("id", other)
                .update();
        bank.work();
        assertThat(bank.members(merchants)).contains(other).isEqualTo(bank.meeting(tagged));

        bank.db
                .sql("delete from core.customer_tag where customer_id = :id")
                .param("id", other)
                .update();
        bank.work();
        assertThat(bank.members(merchants)).doesNotContain(other).isEqualTo(bank.meeting(tagged));
    }

    @Test
    void daysThatPassAreFollowedAtNight() {
        SegmentRule due = new Holding(Set.of(), null, 7);
        SegmentRule old = new Age(60, null);
        SegmentId maturing = segment("七日内到期", due, TODAY);
        SegmentId elders = segment("六十岁以上", old, TODAY);
        bank.work();
        List<Long> before = bank.members(maturing);

        bank.clock.set(TODAY.plusDays(1));
        bank.runs.request(SegmentRuns.Reason.NIGHTLY, null);
        bank.work();

        assertThat(bank.members(maturing)).isNotEqualTo(before).isEqualTo(bank.meeting(due));
        assertThat(bank.members(elders)).isEqualTo(bank.meeting(old));
        assertThat(changes()).isPositive();
    }

    @Test
    void aVersionOfALaterDayStartsThatNight() {
        SegmentId rich = segment("高资产", RICH, TODAY);
        bank.work();
        SegmentRule richer = new Assets(new BigDecimal("6000000"), null);

        assertThat(bank.register.change(rich, 1, "", richer, TODAY.plusDays(2), "提高门槛"))
                .isEqualTo(new Written(rich, 2));
        bank.work();
        assertThat(bank.members(rich)).isEqualTo(bank.meeting(RICH));

        bank.clock.set(TODAY.plusDays(2));
        bank.runs.request(SegmentRuns.Reason.NIGHTLY, null);
        bank.work();
        assertThat(bank.members(rich)).isEqualTo(bank.meeting(richer));
    }

    @Test
    void aSegmentOfALaterDayHasNobodyBeforeIt() {
        SegmentId rich = segment("高资产", RICH, TODAY.plusDays(1));
        bank.marks.mark(CustomerFactsChanged.ofAny(TODAY));
        bank.work();
        assertThat(bank.members(rich)).isEmpty();

        bank.clock.set(TODAY.plusDays(1));
        bank.runs.request(SegmentRuns.Reason.NIGHTLY, null);
        bank.work();
        assertThat(bank.members(rich)).isEqualTo(bank.meeting(RICH));
        assertThat(changes()).isZero();
    }

    @Test
    void aRetiredSegmentLosesItsMembersAndKeepsItsHistory() {
        SegmentId rich = segment("高资产", RICH, TODAY);
        SegmentId salaried = segment("代发客户", new Delivered("代发"), TODAY);
        bank.work();
        List<Long> members = bank.members(rich);
        List<Long> others = bank.members(salaried);
        bank.clock.set(TODAY.plusDays(3));

        assertThat(bank.register.retire(rich, "不再使用")).isTrue();
        bank.work();

        assertThat(bank.members(rich)).isEmpty();
        assertThat(bank.members(salaried)).isEqualTo(others);
        assertThat(bank.db
                        .sql(
                                "select customer_id from core.segment_member_change where :id = any(segment_ids_before) order by 1")
                        .param("id", rich.value())
                        .query((row, number) -> row.getLong(1))
                        .list())
                .isEqualTo(members);
        assertThat(size(rich)).isZero();
        assertThat(bank.register.retire(rich, "再来")).isFalse();
    }

    @Test
    void aRunThatDiedGoesOnWhereItWas() {
        SegmentId rich = segment("高资产", RICH, TODAY);
        bank.db
                .sql(
                        "update core.segment_run set segment_ids = array[:id]::smallint[], started_at = now(), after_id = 30, customers = 30")
                .param("id", rich.value())
                .update();
        bank.work();

        assertThat(bank.members(rich))
                .isEqualTo(bank.meeting(RICH).stream().filter(id -> id > 30).toList());
        assertThat(bank.register.underWay()).isEmpty();
    }

    @Test
    void segmentsWrittenCloseTogetherAreComputedInOneRun() {
        SegmentId rich = segment("高资产", RICH, TODAY);
        SegmentId old = segment("六十岁以上", new Age(60, null), TODAY);
        bank.work();
        SegmentId merchants = segment("商户客户", new Tagged(3), TODAY);
        SegmentId salaried = segment("代发客户", new Delivered("代发"), TODAY);
        bank.runs.request(SegmentRuns.Reason.NIGHTLY, null);
        bank.work();

        assertThat(List.of(rich, old, merchants, salaried))
                .allMatch(id -> bank.register.find(id).orElseThrow().computed());
        assertThat(bank.members(old)).isEqualTo(bank.meeting(new Age(60, null)));
        assertThat(bank.members(merchants)).isEqualTo(bank.meeting(new Tagged(3)));
        assertThat(bank.db
                        .sql("select segment_ids::text || customers from core.segment_run order by id")
                        .query((row, number) -> row.getString(1))
                        .list())
                .containsExactly(
                        "{%d,%d}60".formatted(rich.value(), old.value()),
                        "{%d,%d,%d,%d}60".formatted(rich.value(), old.value(), merchants.value(), salaried.value()));
    }

    @Test
    void theRunOfANewSegmentJudgesNoOther() {
        SegmentId rich = segment("高资产", RICH, TODAY);
        bank.work();
        List<Long> before = bank.members(rich);
        bank.db.sql("update core.customer set aum = 0").update();

        SegmentId poor = segment("低资产", new Assets(null, BigDecimal.ONE), TODAY);
        bank.work();

        assertThat(bank.members(poor)).hasSize(60);
        assertThat(bank.members(rich)).isEqualTo(before);
    }

    @Test
    void everythingDeliveredAnewIsJudgedAnew() {
        SegmentId rich = segment("高资产", RICH, TODAY);
        bank.work();
        bank.db.sql("update core.customer set aum = 500000").update();
        bank.db.sql("delete from core.segment_dirty").update();

        bank.db
                .sql("insert into core.segment_dirty (customer_id) values (null)")
                .update();
        bank.work();

        assertThat(bank.members(rich)).hasSize(60);
    }

    @Test
    void noTwoSegmentsShareAName() {
        segment("高资产", RICH, TODAY);

        assertThat(bank.register.create("高资产", "", RICH, TODAY, "再建"))
                .isEqualTo(new Refused(List.of(RuleProblem.at("name", "nameTaken", "高资产"))));
        assertThat(bank.register.create("私行", "", RICH, TODAY, "同名"))
                .isEqualTo(new Refused(List.of(RuleProblem.at("name", "nameDelivered", "私行"))));
    }

    @Test
    void aVersionThatSomebodyElseWroteMeanwhileIsNotOverwritten() {
        SegmentId rich = segment("高资产", RICH, TODAY);
        bank.register.change(rich, 1, "", RICH, TODAY, "一");

        assertThat(bank.register.change(rich, 1, "", RICH, TODAY, "二")).isEqualTo(new SegmentOutcome.Overtaken());
    }

    @Test
    void whoWroteWhatIsInTheAuditLog() {
        segment("高资产", RICH, TODAY);

        assertThat(bank.db
                        .sql(
                                "select actor || ' ' || action || ' ' || subject_id || ' ' || reason from core.audit_entry")
                        .query((row, number) -> row.getString(1))
                        .list())
                .containsExactly("test SEGMENT_RULE_CHANGED 高资产 新建");
    }

    private SegmentId segment(String name, SegmentRule rule, LocalDate from) {
        return ((Written) bank.register.create(name, "", rule, from, "新建")).segment();
    }

    private long changes() {
        return bank.db
                .sql("select count(*) from core.segment_member_change")
                .query(Long.class)
                .single();
    }

    private long size(SegmentId segment) {
        return bank.register.find(segment).orElseThrow().members();
    }
}
