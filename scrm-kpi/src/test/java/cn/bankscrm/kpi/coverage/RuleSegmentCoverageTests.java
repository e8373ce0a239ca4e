package cn.bankscrm.kpi.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.scope.DataScope;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One manager of customers 1 (delivered segment 1), 2 (none) and 3 (rule segment 2 since five days ago, which customer
 * 1 left two days ago). Rule segment 3 was written today and holds all.
 */
class RuleSegmentCoverageTests {

    private final CoverageFixture coverage = CoverageFixture.fresh();
    private final LocalDate today = coverage.days.today();

    @BeforeEach
    void aBank() {
        for (String sql : List.of(
                "insert into core.institution (id, code, name, level, province, version) values (1, 'H', '总行', 1, '310000', 0)",
                "insert into core.institution_path (ancestor_id, institution_id, depth) values (1, 1, 0)",
                "insert into core.staff (id, staff_no, version) values (1, 'S1', 0)",
                "insert into core.staff_post (id, staff_id, institution_id, position, valid_from) values (1, 1, 1, '客户经理', '2020-01-01')",
                "insert into core.segment (name) values ('私行')",
                """
                insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id, segment_ids)
                values (1, 'C1', '', '', true, 3, 1, '{1}'), (2, 'C2', '', '', true, 2, 1, '{}'), (3, 'C3', '', '', true, 1, 1, '{}')
                """,
                "insert into core.assignment (id, customer_id, staff_id, valid_from) select n, n, 1, date '2020-01-01' from generate_series(1, 3) n")) {
            coverage.db.sql(sql).update();
        }
        coverage.db
                .sql("""
                        insert into core.segment (name, kind, effective_from, computed_on)
                        values ('高资产', 'RULE', :old, :old), ('新客群', 'RULE', :today, :today)
                        """)
                .param("old", today.minusDays(5))
                .param("today", today)
                .update();
        coverage.db
                .sql(
                        "insert into core.segment_member (customer_id, segment_ids) values (1, '{3}'), (2, '{3}'), (3, '{2,3}')")
                .update();
        coverage.db
                .sql(
                        "insert into core.segment_member_change (customer_id, changed_on, segment_ids_before) values (1, :day, '{2}')")
                .param("day", today.minusDays(2))
                .update();
        coverage.anythingChanged(today);
        coverage.foldAll();
    }

    @Test
    void liveCellsCountDeliveredAndRuleSegments() {
        assertThat(coverage.lines(today, new DataScope.WholeBank()))
                .contains(
                        "institution,H,全部,3,0,0,0.0000",
                        "institution,H,私行,1,0,0,0.0000",
                        "institution,H,高资产,1,0,0,0.0000",
                        "institution,H,新客群,3,0,0,0.0000");
        assertThat(coverage.liveCells()).isEqualTo(coverage.countedCells(today));
        assertThat(coverage.recounting.recount().filter(Recount::drifted)).isEmpty();
    }

    @Test
    void aFormerDayHasItsMembersAndNoSegmentOfALaterOne() {
        assertThat(coverage.lines(today.minusDays(3), new DataScope.WholeBank()))
                .contains("institution,H,高资产,2,0,0,0.0000")
                .noneMatch(line -> line.contains("新客群"));
        assertThat(coverage.lines(today.minusDays(1), new DataScope.WholeBank()))
                .contains("institution,H,高资产,1,0,0,0.0000");
        assertThat(coverage.lines(today.minusDays(6), new DataScope.WholeBank()))
                .contains("institution,H,私行,1,0,0,0.0000")
                .noneMatch(line -> line.contains("高资产"));
    }

    @Test
    void listsOfCustomersShowBoth() {
        List<ManagedCustomer> rich = coverage.customers.first(
                CoverageSubject.of(new InstitutionCode("H")),
                new CoverageSegment("新客群"),
                ManagedCustomers.Covered.ALL,
                10,
                new DataScope.WholeBank());

        assertThat(rich).hasSize(3);
        assertThat(rich.getFirst().segments()).containsExactly(new CoverageSegment("私行"), new CoverageSegment("新客群"));
    }
}
