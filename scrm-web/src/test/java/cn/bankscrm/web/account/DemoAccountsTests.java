package cn.bankscrm.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.web.account.DemoBank.DemoAccount;
import cn.bankscrm.web.security.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

class DemoAccountsTests {

    private static final String PASSWORD = "Demo-password-1";

    private final JdbcClient db = JdbcClient.create(TestDatabase.fresh().dataSource());
    private final DemoBank bank = new DemoBank(db);
    private final PasswordEncoder hashing = Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8();

    @TempDir
    Path data;

    private MockEnvironment environment = new MockEnvironment();

    @BeforeEach
    void dataFolder() {
        environment = new MockEnvironment().withProperty("scrm.data-dir", data.toString());
    }

    @Test
    void opensAtOnceWhatNeedsNoBankAndTheRestAsSoonAsItIsThere() {
        DemoAccounts accounts = accounts();
        assertThat(accounts.open(bank.accounts())).isFalse();
        assertThat(accounts.shown()).extracting(DemoAccounts.Shown::username).containsExactly("admin", "operations");

        load();

        assertThat(accounts.open(bank.accounts())).isTrue();
        assertThat(accounts.open(bank.accounts())).as("a second time").isTrue();
        assertThat(accounts.shown())
                .extracting(DemoAccounts.Shown::username, DemoAccounts.Shown::displayName, DemoAccounts.Shown::role)
                .containsExactly(
                        tuple("admin", "演示管理员", Role.ADMINISTRATOR),
                        tuple("operations", "演示运维", Role.OPERATIONS),
                        tuple("headoffice", "总行负责人", Role.BRANCH_MANAGER),
                        tuple("compliance-1", "总行合规甲", Role.COMPLIANCE),
                        tuple("compliance-2", "总行合规乙", Role.COMPLIANCE),
                        tuple("branch", "甲分行行长", Role.BRANCH_MANAGER),
                        tuple("content", "甲分行中台", Role.MIDDLE_OFFICE),
                        tuple("compliance", "甲分行合规", Role.COMPLIANCE),
                        tuple("manager", "王忙", Role.RELATIONSHIP_MANAGER));
    }

    @Test
    void knowsTheOfficersAsStaffWhereTheBankHasThem() {
        load();
        accounts().open(bank.accounts());

        assertThat(db.sql("""
                        select username || ' ' || coalesce(staff_id::text || ' ' || coalesce(wecom_userid, '-'), no_wecom::text)
                        from platform.account where role in ('COMPLIANCE', 'BRANCH_MANAGER') order by id
                        """).query(String.class).list())
                .containsExactly(
                        "headoffice true",
                        "compliance-1 3 zhao.he",
                        "compliance-2 true",
                        "branch 4 -",
                        "compliance 5 sun.gui");
    }

    @Test
    void letsNoDemoOfficerIntoABankWithOfficersOfItsOwn() {
        load();
        db.sql("""
                        insert into platform.account (id, username, password_hash, role, institution_id, no_wecom, display_name)
                        values (nextval('platform.account_seq'), 'real.officer', 'own', 'COMPLIANCE', 1, true, '真合规')
                        """).update();

        accounts().open(bank.accounts());

        assertThat(db.sql("select username from platform.account where role = 'COMPLIANCE'")
                        .query(String.class)
                        .list())
                .containsExactly("real.officer");
    }

    @Test
    void showsThePasswordThatOpensThemAndKeepsOnlyItsHash() {
        DemoAccounts accounts = accounts();
        accounts.open(bank.accounts());

        assertThat(accounts.shown()).allSatisfy(shown -> {
            String hash = db.sql("select password_hash from platform.account where username = :name")
                    .param("name", shown.username())
                    .query(String.class)
                    .single();
            assertThat(hashing.matches(shown.password(), hash)).isTrue();
            assertThat(hash).doesNotContain(PASSWORD);
        });
    }

    @Test
    void leavesAnAccountOfThatNameAsItIs() {
        db.sql("""
                        insert into platform.account (id, username, password_hash, role, display_name)
                        values (nextval('platform.account_seq'), 'Admin', 'own', 'OPERATIONS', '本来就有')
                        """).update();

        accounts().open(bank.accounts());

        assertThat(db.sql("select password_hash from platform.account where lower(username) = 'admin'")
                        .query(String.class)
                        .list())
                .containsExactly("own");
    }

    @Test
    void choosesTheFirstBranchWithSomethingBelowAndItsBusiestManager() {
        load();

        assertThat(bank.accounts())
                .filteredOn(account -> account.username().equals("manager"))
                .extracting(DemoAccount::staff)
                .containsExactly(2L);
        assertThat(bank.accounts())
                .filteredOn(account -> account.username().equals("branch"))
                .extracting(DemoAccount::institution)
                .containsExactly(2L);
    }

    @Test
    void pagesSayThatTheBankIsLoadingUntilTheLauncherSaysItIsThere() throws Exception {
        DemoLoading loading = new DemoLoading(environment);
        assertThat(loading.loading()).isTrue();

        Files.createFile(data.resolve("demo-loaded"));

        assertThat(loading.loading()).isFalse();
    }

    private DemoAccounts accounts() {
        return new DemoAccounts(db, bank, hashing, new DemoProperties(PASSWORD), opened -> {}, environment);
    }

    /** Head office, a branch without anything below, and one with an outlet, an idle manager and a busy one. */
    private void load() {
        db.sql("""
                        insert into core.institution (id, code, name, parent_id, level, province, version)
                        values (1, '0', '总行', null, 1, '330000', 0), (5, '01', '空分行', 1, 2, '330000', 0),
                            (2, '02', '甲分行', 1, 2, '330000', 0), (3, '0201', '甲网点', 2, 3, '330000', 0)
                        """).update();
        db.sql("""
                        insert into core.institution_path (ancestor_id, institution_id, depth)
                        values (1, 1, 0), (1, 2, 1), (1, 3, 2), (1, 5, 1), (2, 2, 0), (2, 3, 1), (3, 3, 0), (5, 5, 0)
                        """).update();
        db.sql("""
                        insert into core.staff (id, staff_no, name, wecom_userid, version)
                        values (1, 'S1', '李闲', null, 0), (2, 'S2', '王忙', null, 0), (3, 'S3', '赵合', 'zhao.he', 0),
                            (4, 'S4', '钱行', 'qian.hang', 0), (5, 'S5', '孙规', 'sun.gui', 0)
                        """).update();
        db.sql("""
                        insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                        values (1, 1, 3, '客户经理', '2024-01-01'), (2, 2, 3, '客户经理', '2024-01-01'),
                            (3, 3, 1, '合规经理', '2024-01-01'), (4, 4, 2, '分行行长', '2024-01-01'),
                            (5, 5, 2, '合规经理', '2024-01-01')
                        """).update();
        db.sql("""
                        insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                        select n, 'C' || n, '', '', true, n, 3 from generate_series(1, 3) n
                        """).update();
        db.sql("""
                        insert into core.assignment (id, customer_id, staff_id, valid_from)
                        select n, n, case n when 1 then 1 else 2 end, '2024-01-01' from generate_series(1, 3) n
                        """).update();
    }
}
