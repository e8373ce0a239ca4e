package cn.bankscrm.core.activity;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.db.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class ActivitiesTests {

    private static final Instant MONDAY = Instant.parse("2026-11-16T02:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-11-20T02:00:00Z");

    private final DataSource source = TestDatabase.fresh().dataSource();
    private final JdbcClient db = JdbcClient.create(source);
    private final Activities activities =
            new Activities(new JdbcTemplate(source), Clock.system(ZoneId.of("Asia/Shanghai")));

    @BeforeEach
    void aCustomer() {
        db.sql("""
                insert into core.institution (id, code, name, level, province, version) values (1, '1', '总行', 1, '320000', 0)
                """).update();
        db.sql("insert into core.staff (id, staff_no, version) values (1, 's1', 0), (2, 's2', 0)")
                .update();
        db.sql("""
                insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                values (1, 'c1', '', '', true, 0, 1)
                """).update();
    }

    @Test
    void keepsTheSameThingOnceHoweverOftenItIsReported() {
        activities.record(List.of(happened(ActivityKind.CALLED, MONDAY, 1, "note:1")));
        activities.record(List.of(
                happened(ActivityKind.CALLED, MONDAY, 1, "note:1"),
                happened(ActivityKind.CALLED, MONDAY, 1, "note:2")));

        assertThat(db.sql("select source from core.activity order by source")
                        .query(String.class)
                        .list())
                .containsExactly("note:1", "note:2");
    }

    @Test
    void knowsTheNewestEffectiveContactWhateverTheOrderOfArrival() {
        activities.record(happened(ActivityKind.VISITED, FRIDAY, 2, "note:2"));
        activities.record(happened(ActivityKind.CALLED, MONDAY, 1, "note:1"));
        activities.record(happened(ActivityKind.NOTED, FRIDAY.plusSeconds(60), 1, "note:3"));

        assertThat(db.sql("select staff_id, kind from core.last_contact")
                        .query()
                        .singleRow())
                .containsEntry("staff_id", 2L)
                .containsEntry("kind", "VISITED");
    }

    private static Activity happened(ActivityKind kind, Instant at, long staff, String source) {
        return new Activity(at, kind, new CustomerId(1), null, new StaffId(staff), source, Map.of());
    }
}
