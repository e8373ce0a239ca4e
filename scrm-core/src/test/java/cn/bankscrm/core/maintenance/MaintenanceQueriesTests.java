package cn.bankscrm.core.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.SmallOrganisation;
import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.privacy.TestCipher;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.db.TestDatabase;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Manager 1 in branch A has customers 1 to 5, manager 2 in branch B has 6 and 7, manager 3 has left with 8. It is noon
 * on 2026-10-31.
 */
class MaintenanceQueriesTests {

    private static final DataScope BANK = new DataScope.WholeBank();
    private static final DataScope BRANCH_A = new DataScope.Subtree(new InstitutionId(2));
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-10-31T04:00:00Z"), ZoneId.of("Asia/Shanghai"));

    private final JdbcClient db = JdbcClient.create(TestDatabase.fresh().dataSource());
    private final MaintenanceQueries maintenance = new MaintenanceQueries(db, NOON);
    private final WaitingCustomers waiting = new WaitingCustomers(db, TestCipher.get(), NOON);

    @BeforeEach
    void aSmallBank() {
        SmallOrganisation.enter(db);
        db.sql("update core.staff_post set valid_to = '2026-10-30' where staff_id = 3")
                .update();
        for (int i = 1; i <= 8; i++) {
            db.sql("""
                            insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                            values (:id, :no, :name, '', true, :aum, 2)
                            """)
                    .param("id", i)
                    .param("no", "C" + i)
                    .param("name", TestCipher.get().encrypt("customer.name", "王小明"))
                    .param("aum", i * 100)
                    .update();
            db.sql(
                            "insert into core.assignment (id, customer_id, staff_id, valid_from) values (:id, :id, :staff, '2026-01-01')")
                    .param("id", i)
                    .param("staff", i <= 5 ? 1 : i <= 7 ? 2 : 3)
                    .update();
        }
        contact(1, "2026-10-01 00:00+08", "2026-09-26 23:59+08");
        contact(2, "2026-09-30 23:59+08", null);
        contact(3, "2026-08-01 10:00+08", "2026-07-17 10:00+08");
        contact(6, "2026-10-31 09:00+08", "2026-10-11 10:00+08");
    }

    /** 30 days before the last of October is the first: its midnight counts, the evening before does not. */
    @Test
    void countsBandsByWholeDaysInTheZoneOfTheBusiness() {
        MaintenanceFigures all = maintenance.board(null, 9, BANK).figures();

        assertThat(all.bands())
                .isEqualTo(Map.of(
                        ContactBand.NEVER, 3L,
                        ContactBand.OVER_90, 1L,
                        ContactBand.UP_TO_90, 0L,
                        ContactBand.UP_TO_60, 1L,
                        ContactBand.UP_TO_30, 2L));
        assertThat(all.managed()).isEqualTo(7);
        assertThat(all.touchedShare()).contains(new BigDecimal("0.2857"));
        assertThat(all.returned()).isEqualTo(3);
        assertThat(all.medianCycle()).isEqualByComparingTo("15");
        assertThat(all.meanCycle()).isEqualByComparingTo("13.3");
    }

    @Test
    void addsUpByInstitutionAndManagerTheLeastTouchedFirst() {
        MaintenanceBoard board = maintenance.board(new InstitutionId(1), 9, BANK);

        assertThat(board.below()).extracting(MaintenanceRow::name).containsExactly("甲分行", "乙分行");
        assertThat(board.managers()).extracting(MaintenanceRow::key).containsExactly("S1", "S2");
        assertThat(board.managers().getFirst().figures().never()).isEqualTo(2);
        assertThat(maintenance
                        .board(new InstitutionId(2), 9, BRANCH_A)
                        .figures()
                        .managed())
                .isEqualTo(5);
        assertThat(maintenance
                        .board(null, 9, new DataScope.OwnCustomers(new StaffId(2)))
                        .figures()
                        .managed())
                .isEqualTo(2);
        assertThat(maintenance.board(null, 9, new DataScope.Nothing()).figures().managed())
                .isZero();
    }

    @Test
    void listsTheNeverServedFirstThenTheLongestUntouchedByValueAndPagesThroughThem() {
        Set<ContactBand> bands = EnumSet.allOf(ContactBand.class);
        List<String> whole = waiting.list(bands, Optional.empty(), 50, BANK).stream()
                .map(customer -> customer.no().value())
                .toList();
        assertThat(whole).containsExactly("C7", "C5", "C4", "C3", "C2", "C6", "C1");

        List<String> pieces = new ArrayList<>();
        Optional<WaitingCustomer.Position> after = Optional.empty();
        List<WaitingCustomer> part;
        do {
            part = waiting.list(bands, after, 2, BANK);
            part.forEach(customer -> pieces.add(customer.no().value()));
            after = part.isEmpty() ? after : Optional.of(part.getLast().position());
        } while (!part.isEmpty());
        assertThat(pieces).isEqualTo(whole);
        assertThat(waiting.list(bands, Optional.empty(), 50, BRANCH_A)).hasSize(5);
        assertThat(waiting.list(Set.of(ContactBand.UP_TO_60), Optional.empty(), 9, BANK))
                .singleElement()
                .extracting(WaitingCustomer::days, WaitingCustomer::maskedName)
                .containsExactly(31, "王**");
    }

    @Test
    void opensOnlyManagersWhomTheReaderMayKnow() {
        assertThat(maintenance.manager(new StaffNo("S1"), BRANCH_A)).isPresent();
        assertThat(maintenance.manager(new StaffNo("S2"), BRANCH_A)).isEmpty();
    }

    private void contact(long customer, String at, @Nullable String previous) {
        db.sql("""
                        insert into core.last_contact (customer_id, staff_id, at, kind, previous_at)
                        values (:customer, 1, :at::timestamptz, :kind, :previous::timestamptz)
                        """)
                .param("customer", customer)
                .param("at", at)
                .param("kind", ActivityKind.CALLED.name())
                .param("previous", previous)
                .update();
    }
}
