package cn.bankscrm.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What the database shows a reader of a part of the bank, of every table, without any condition. Two branches hold the
 * same under other names; it is 2026-11-01.
 */
class RowSecurityTests {

    private static final String A = "10";
    private static final String B = "20";

    /** Without a policy, with the reason. A table that is not here, and tells of customers or staff, needs one. */
    private static final Map<String, String> OPEN_WITH_REASON = Map.of(
            "core.staff_post", "who works where, by ids: every scope is made of it",
            "kpi.coverage_dirty", "ids that wait to be counted, emptied every second",
            "kpi.coverage_dirty_staff", "ids that wait to be counted, emptied every second");

    /** Views that read on as the owner: two that ask for the scope themselves, and what is counted, never shown. */
    private static final List<String> READ_AS_OWNER = List.of(
            "core.customer_link",
            "core.pub_referral",
            "core.standing_assignment",
            "core.pub_counted_assignment",
            "engagement.contact_way_add",
            "core.pub_counted_binding",
            "core.pub_counted_customer",
            "core.pub_counted_customer_segment_change",
            "core.pub_counted_friend_link",
            "core.pub_counted_segment_member",
            "core.pub_counted_segment_member_change");

    /** What tells of customers, contacts, friend links or staff. */
    private static final String TELLING =
            "^(customer_id|contact_id|staff_id|link_id|external_userid|wecom_userid|scope_id|relation|subject_id|.*_enc)$";

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    /** Of each table with a policy, the rows of branch A and those of branch B. */
    private static final Map<String, Set<String>> OF_A = new HashMap<>();

    private static final Map<String, Set<String>> OF_B = new HashMap<>();

    @BeforeAll
    static void twoBranches() throws SQLException, IOException {
        asOwner(db -> {
            db.sql("""
                            insert into core.institution (id, code, name, level, province, version)
                            values (1, 'HEAD', '总行', 1, '110000', 0)
                            """).update();
            db.sql("insert into core.institution_path (ancestor_id, institution_id, depth) values (1, 1, 0)")
                    .update();
        });
        load(A);
        asOwner(db -> shownTables(db).forEach(table -> OF_A.put(table, rows(db, table))));
        load(B);
        asOwner(db -> shownTables(db).forEach(table -> {
            Set<String> others = rows(db, table);
            others.removeAll(OF_A.getOrDefault(table, Set.of()));
            OF_B.put(table, others);
        }));
    }

    @Test
    void theManagerOfABranchSeesTheOwnRowsOfEveryTableAndNoOthers() throws SQLException {
        assertThat(OF_A).hasSizeGreaterThan(20);
        asReader(
                "subtree",
                A,
                "",
                db -> OF_A.forEach((table, rows) -> {
                    assertThat(rows).as("a row of the branch in " + table).isNotEmpty();
                    assertThat(rows(db, table)).as(table).isEqualTo(rows);
                }));
        asReader(
                "subtree",
                B,
                "",
                db -> OF_B.forEach(
                        (table, rows) -> assertThat(rows(db, table)).as(table).isEqualTo(rows)));
    }

    @Test
    void whoManagesCustomersSeesThoseAndTheirOwnAlone() throws SQLException {
        Set<String> ofInstitutions = Set.of(
                "core.binding_review",
                "core.audit_entry",
                "compliance.alert_group",
                "compliance.alert",
                "compliance.case_file",
                "compliance.case_alert",
                "compliance.case_step",
                "engagement.branch_page",
                "engagement.instruction_institution");
        asReader("own", "", A, db -> {
            OF_A.forEach((table, rows) -> assertThat(rows(db, table)).as(table).isSubsetOf(rows));
            OF_A.keySet().stream()
                    .filter(table -> !ofInstitutions.contains(table))
                    .forEach(table -> assertThat(rows(db, table)).as(table).isNotEmpty());
            assertThat(db.sql("select customer_no from core.customer")
                            .query(String.class)
                            .list())
                    .containsExactly("C10");
            assertThat(db.sql("select scope || scope_id from kpi.coverage_cell")
                            .query(String.class)
                            .list())
                    .containsExactly("staff10");
        });
    }

    @Test
    void aReaderWithoutAScopeSeesNothing() throws SQLException {
        asReader(
                "",
                "",
                "",
                db -> assertThat(OF_A.keySet())
                        .allSatisfy(
                                table -> assertThat(rows(db, table)).as(table).isEmpty()));
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            JdbcClient db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            db.sql("set local role scrm_reader").update();
            assertThat(OF_A.keySet())
                    .allSatisfy(table -> assertThat(rows(db, table)).as(table).isEmpty());
        }
    }

    @Test
    void whoRunsTheSystemSeesCallbacksAndNoCustomer() throws SQLException {
        asReader(
                "nothing",
                "",
                "",
                db -> assertThat(OF_A.keySet())
                        .allSatisfy(
                                table -> assertThat(rows(db, table)).as(table).isEmpty()));
        asOwner(db -> db.sql("""
                        insert into wecom.inbox_work (id, event_at, relation, received_at, next_attempt_at)
                        values (1, now(), 'r', now(), now()) on conflict do nothing
                        """).update());
        asReader(
                "nothing",
                "",
                "",
                db -> assertThat(rows(db, "wecom.inbox_work")).hasSize(1));
        asReader(
                "subtree",
                "1",
                "",
                db -> assertThat(rows(db, "wecom.inbox_work")).isEmpty());
    }

    @Test
    void theOwnerSeesEverything() throws SQLException {
        asOwner(db -> OF_A.forEach((table, rows) -> assertThat(rows(db, table))
                .as(table)
                .containsAll(rows)
                .containsAll(OF_B.getOrDefault(table, Set.of()))));
    }

    @Test
    void viewsShowWhatTheTablesShow() throws SQLException {
        asReader("subtree", A, "", db -> {
            assertThat(names(db, "select customer_no from core.pub_customer")).containsExactlyInAnyOrder("C10", "H10");
            assertThat(names(db, "select staff_no from core.pub_staff")).containsExactly("S10");
            assertThat(names(db, "select referrer_id::text from core.pub_referral"))
                    .containsExactly(A);
            assertThat(names(db, "select distinct customer_id::text from core.customer_link"))
                    .containsExactly(A);
            assertThat(names(db, "select external_userid from core.pub_external_contact"))
                    .containsExactlyInAnyOrder("wm10", "wn10");
        });
        asOwner(db -> assertThat(names(db, """
                        select c.oid::regclass::text from pg_class c
                        where c.relkind = 'v' and has_table_privilege('scrm_reader', c.oid, 'select')
                            and c.relnamespace <> all (array['pg_catalog', 'information_schema']::regnamespace[])
                            and not coalesce(c.reloptions, '{}') @> array['security_invoker=true']
                        """)).containsExactlyInAnyOrderElementsOf(READ_AS_OWNER));
    }

    @Test
    void everyTableThatTellsOfCustomersOrStaffHasAPolicyOrIsClosed() throws SQLException {
        asOwner(db -> {
            List<String> open = names(db, """
                    select t.oid::regclass::text from pg_class t
                    where t.relkind in ('r', 'p') and not t.relispartition
                        and t.relnamespace in (select oid from pg_namespace where nspname in
                            ('core', 'kpi', 'wecom', 'engagement', 'compliance', 'platform'))
                        and has_table_privilege('scrm_reader', t.oid, 'select')
                        and exists (select from pg_attribute a where a.attrelid = t.oid and a.attnum > 0
                            and not a.attisdropped and a.attname ~ '%s')
                        and not (t.relrowsecurity
                            and exists (select from pg_policy p where p.polrelid = t.oid and p.polcmd in ('r', '*')))
                    """.formatted(TELLING));
            assertThat(open).containsExactlyInAnyOrderElementsOf(OPEN_WITH_REASON.keySet());
        });
    }

    @Test
    void readersReachNoPartitionPastItsTableAndWriteNothing() throws SQLException {
        asOwner(db -> assertThat(names(db, """
                        select t.oid::regclass::text from pg_class t
                        where t.relispartition and t.relkind in ('r', 'p') and has_table_privilege('scrm_reader', t.oid, 'select')
                            or t.relkind in ('r', 'p') and t.relnamespace <> 'pg_catalog'::regnamespace
                                and has_table_privilege('scrm_reader', t.oid, 'insert, update, delete, truncate')
                        """)).isEmpty());
    }

    private interface Reading {
        void of(JdbcClient db);
    }

    private static void asOwner(Reading reading) throws SQLException {
        in(reading, "");
    }

    private static void asReader(String kind, String institution, String staff, Reading reading) throws SQLException {
        in(reading, """
                select set_config('scrm.scope', '%s', true), set_config('scrm.institution', '%s', true),
                    set_config('scrm.staff', '%s', true), set_config('scrm.today', '2026-11-01', true),
                    set_config('role', 'scrm_reader', true)
                """.formatted(kind, institution, staff));
    }

    private static void in(Reading reading, String begin) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            JdbcClient db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            if (!begin.isEmpty()) {
                db.sql(begin).query().singleRow();
            }
            reading.of(db);
            connection.commit();
        }
    }

    private static void load(String branch) throws SQLException, IOException {
        try (InputStream script =
                Objects.requireNonNull(RowSecurityTests.class.getResourceAsStream("/rowsecurity/branch.sql"))) {
            String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("{n}", branch);
            try (Connection connection = DATABASE.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** Tables with a policy whose rows are a branch's. */
    private static List<String> shownTables(JdbcClient db) {
        return names(db, """
                select distinct polrelid::regclass::text from pg_policy
                where polrelid not in ('wecom.inbox'::regclass, 'wecom.inbox_work'::regclass)
                """);
    }

    private static Set<String> rows(JdbcClient db, String table) {
        return new TreeSet<>(names(db, "select tableoid || ' ' || ctid from " + table));
    }

    private static List<String> names(JdbcClient db, String sql) {
        return new ArrayList<>(db.sql(sql)
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list());
    }
}
