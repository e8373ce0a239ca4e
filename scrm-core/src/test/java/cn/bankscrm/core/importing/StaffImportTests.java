package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.importing.ImportingBank.Node;
import cn.bankscrm.core.staff.StaffFactsChanged;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class StaffImportTests {

    private static final String HEADER = "staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to\n";

    @TempDir
    Path folder;

    private ImportingBank bank;

    @BeforeEach
    void hasInstitutions() {
        bank = new ImportingBank(folder);
        bank.load(ImportKind.INSTITUTIONS, ImportingBank.reference(ImportKind.INSTITUTIONS));
    }

    @Test
    void takesOverAMemberWhoWasMetInWeComBefore() {
        meet(bank.db, "ZhangSan");
        long met = id("zhangsan");
        done("S1,张三,zhangsan,柜员,0302,2025-01-01,\n");
        assertThat(bank.count("core.staff")).isEqualTo(1);
        assertThat(id("zhangsan")).isEqualTo(met);
        assertThat(text("select staff_no || name from core.staff")).isEqualTo("S1张三");
    }

    @Test
    void makesOneRowOfOnePersonWhoeverComesFirst() throws Exception {
        int people = 200;
        String file = HEADER
                + IntStream.range(0, people)
                        .mapToObj(i -> "S%d,员工%d,User%03d,柜员,0302,2025-01-01,\n".formatted(i, i, i))
                        .collect(Collectors.joining());
        for (int round = 0; round < 3; round++) {
            bank.db.sql("truncate core.staff cascade").update();
            ImportId id = bank.accept(
                    ImportKind.STAFF,
                    new java.io.ByteArrayInputStream(file.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            Node node = bank.node();
            CountDownLatch go = new CountDownLatch(1);
            try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
                List<Future<?>> meetings = IntStream.range(0, 2)
                        .<Future<?>>mapToObj(t -> threads.submit(() -> {
                            JdbcClient own = JdbcClient.create(bank.pool);
                            go.await();
                            for (int i = 0; i < people; i++) {
                                meet(own, "user%03d".formatted(t == 0 ? i : people - 1 - i));
                            }
                            return null;
                        }))
                        .toList();
                Future<ImportRun> run = threads.submit(() -> {
                    go.await();
                    return node.carryOut(id);
                });
                go.countDown();
                assertThat(run.get().status()).isEqualTo(ImportStatus.DONE);
                for (Future<?> meeting : meetings) {
                    meeting.get();
                }
            }
            assertThat(bank.count("core.staff")).isEqualTo(people);
            assertThat(bank.count("core.staff where staff_no is null or wecom_userid is null"))
                    .isZero();
            assertThat(bank.count("core.staff_post")).isEqualTo(people);
        }
    }

    @Test
    void givesTheLinksOfAnAccountToTheOneItTurnsOutToBe() {
        done("S1,张三,,柜员,0302,2025-01-01,\n");
        meet(bank.db, "zs");
        long contact = link("zs");
        long customer = customer(contact);
        bank.events.clear();

        done("S1,张三,ZS,柜员,0302,2025-01-01,\n");

        assertThat(bank.count("core.staff")).isEqualTo(1);
        assertThat(bank.count("core.friend_link l join core.staff s on s.id = l.staff_id where s.staff_no = 'S1'"))
                .isEqualTo(1);
        assertThat(bank.events)
                .hasSize(2)
                .anySatisfy(event -> assertThat(event).isInstanceOf(StaffFactsChanged.class))
                .filteredOn(CustomerFactsChanged.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(CustomerFactsChanged.class, event -> {
                    assertThat(event.customers()).extracting(c -> c.value()).containsExactly(customer);
                    assertThat(event.since()).isEqualTo(LocalDate.of(2026, 10, 2));
                });
    }

    @Test
    void letsTwoPeopleExchangeTheirAccounts() {
        done("S1,张三,one,柜员,0302,2025-01-01,\nS2,李四,two,柜员,0302,2025-01-01,\n");
        done("S1,张三,two,柜员,0302,2025-01-01,\nS2,李四,one,柜员,0302,2025-01-01,\n");
        assertThat(text("select string_agg(staff_no || wecom_userid, ',' order by staff_no) from core.staff"))
                .isEqualTo("S1two,S2one");
    }

    @Test
    void refusesAnAccountThatAnotherHolds() {
        done("S1,张三,one,柜员,0302,2025-01-01,\n");
        ImportRun run = load(
                "S2,李四,One,柜员,0302,2025-01-01,\nS3,王五,three,柜员,0302,2025-01-01,\nS4,赵六,Three,柜员,0302,2025-01-01,\nS5,钱七,,柜员,0302,2025-01-01,\nS6,孙八,,柜员,0302,2025-01-01,\n");
        assertThat(bank.faults(run))
                .containsExactly(
                        new RowFault(2, "wecom_userid", "企业微信账号已属于工号 S1"),
                        new RowFault(4, "wecom_userid", "企业微信账号已用于第 3 行的另一工号"));
        assertThat(run.applied()).isEqualTo(3);
    }

    @Test
    void replacesThePostsOfThoseItNamesAndOfNobodyElse() {
        done(
                "S1,张三,one,柜员,0302,2025-01-01,2025-06-30\nS1,张三,one,客户经理,0302,2025-07-01,\nS2,李四,two,柜员,0302,2025-01-01,\n");
        done("S1,张三,one,柜员,0302,2025-01-01,2025-08-31\nS1,张三,one,客户经理,0203,2025-09-01,\n");
        assertThat(posts("S1")).containsExactly("柜员 0302 2025-01-01 2025-08-31", "客户经理 0203 2025-09-01 -");
        assertThat(posts("S2")).hasSize(1);
    }

    @Test
    void keepsWhatItKnowsWhereARowWasRejected() {
        done("S1,张三,one,柜员,0302,2025-01-01,2025-06-30\nS1,张三,one,客户经理,0302,2025-07-01,\n");
        ImportRun run = load("S1,张三,one,柜员,0302,2025-01-01,2025-05-31\nS1,张三,one,客户经理,typo,2025-07-01,\n");
        assertThat(run.rejected()).isEqualTo(1);
        assertThat(posts("S1")).containsExactly("柜员 0302 2025-01-01 2025-05-31", "客户经理 0302 2025-07-01 -");
    }

    @Test
    void tellsWhoseCustomersMayCountElsewhereAndSinceWhen() {
        done("S1,张三,one,客户经理,0302,2025-01-01,\n");
        meet(bank.db, "friend");
        long customer = customer(link("friend"));
        bank.db
                .sql(
                        "insert into core.assignment (id, customer_id, staff_id, valid_from) select 1, :c, id, '2026-01-01' from core.staff where staff_no = 'S1'")
                .param("c", customer)
                .update();
        bank.events.clear();
        done("S1,张三,one,客户经理,0302,2025-01-01,2026-10-10\nS1,张三,one,客户经理,0203,2026-10-11,\n");
        assertThat(bank.events)
                .hasSize(2)
                .anySatisfy(event -> assertThat(event).isInstanceOf(StaffFactsChanged.class))
                .filteredOn(CustomerFactsChanged.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(CustomerFactsChanged.class, event -> {
                    assertThat(event.customers()).extracting(c -> c.value()).containsExactly(customer);
                    assertThat(event.since()).isEqualTo(LocalDate.of(2026, 10, 11));
                });
    }

    private ImportRun load(String rows) {
        return bank.load(ImportKind.STAFF, HEADER + rows);
    }

    private void done(String rows) {
        ImportRun run = load(rows);
        assertThat(bank.faults(run)).isEmpty();
        assertThat(run.status()).isEqualTo(ImportStatus.DONE);
    }

    /** As the register of staff enters somebody who is met in WeCom. */
    private static void meet(JdbcClient db, String userId) {
        db.sql("""
                insert into core.staff (id, wecom_userid, version)
                select nextval('core.staff_seq'), :userId, 0
                where not exists (select from core.staff s where lower(s.wecom_userid) = lower(:userId))
                on conflict do nothing
                """).param("userId", userId).update();
    }

    private long link(String userId) {
        long contact = bank.db
                .sql(
                        "insert into core.external_contact (id, external_userid, version) values (nextval('core.external_contact_seq'), 'wm' || :u, 0) returning id")
                .param("u", userId)
                .query(Long.class)
                .single();
        bank.db
                .sql(
                        "insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version) select nextval('core.friend_link_seq'), id, :contact, '2026-10-01T23:00:00Z', true, 0 from core.staff where lower(wecom_userid) = lower(:u)")
                .param("contact", contact)
                .param("u", userId)
                .update();
        return contact;
    }

    private long customer(long contact) {
        assertThat(bank.load(
                                ImportKind.CUSTOMERS,
                                "customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\nC1,王五,,,true,0,0302,\n")
                        .status())
                .isEqualTo(ImportStatus.DONE);
        long customer =
                bank.db.sql("select id from core.customer").query(Long.class).single();
        bank.db
                .sql(
                        "insert into core.binding (id, contact_id, customer_id, bound_at, route) values (1, :contact, :customer, '2026-10-01T23:00:00Z', 'app')")
                .param("contact", contact)
                .param("customer", customer)
                .update();
        return customer;
    }

    private List<String> posts(String staffNo) {
        return bank.db
                .sql("""
                        select p.position || ' ' || i.code || ' ' || p.valid_from || ' ' || coalesce(p.valid_to::text, '-') as post
                        from core.staff_post p join core.staff s on s.id = p.staff_id join core.institution i on i.id = p.institution_id
                        where s.staff_no = :no order by p.valid_from
                        """)
                .param("no", staffNo)
                .query((row, n) -> row.getString("post"))
                .list();
    }

    private long id(String userId) {
        return bank.db
                .sql("select id from core.staff where lower(wecom_userid) = :u")
                .param("u", userId)
                .query(Long.class)
                .single();
    }

    private String text(String sql) {
        return String.valueOf(bank.db.sql(sql).query(String.class).single());
    }
}
