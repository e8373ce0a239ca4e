package cn.bankscrm.browser;

import static org.awaitility.Awaitility.await;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.importing.ImportId;
import cn.bankscrm.core.importing.ImportKind;
import cn.bankscrm.core.importing.ImportRun;
import cn.bankscrm.core.importing.ImportStatus;
import cn.bankscrm.core.importing.Imports;
import cn.bankscrm.core.realname.Binding;
import cn.bankscrm.core.realname.BindingCustomers;
import cn.bankscrm.core.realname.WeChatPerson;
import cn.bankscrm.core.sync.SyncProgress;
import cn.bankscrm.core.sync.WeComSync;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.generate.BankFolder;
import cn.bankscrm.simulator.generate.Customer;
import cn.bankscrm.simulator.generate.GeneratedBank;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bank that the browser sees: imported from its files and synchronised with WeCom, as in life. */
@TestComponent
class SmallBank {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final GeneratedBank bank;
    private final WeComSimulator weCom;
    private final Imports imports;
    private final WeComSync sync;
    private final BindingCustomers bindings;
    private final JdbcClient db;
    private final Clock clock;
    private final Map<Role, String> accounts = new ConcurrentHashMap<>();
    private final Map<String, String> officers = new ConcurrentHashMap<>();
    private boolean loaded;

    SmallBank(
            GeneratedBank bank,
            WeComSimulator weCom,
            Imports imports,
            WeComSync sync,
            BindingCustomers bindings,
            JdbcClient db,
            Clock clock) {
        this.bank = bank;
        this.weCom = weCom;
        this.imports = imports;
        this.sync = sync;
        this.bindings = bindings;
        this.db = db;
        this.clock = clock;
    }

    /** A friend of theirs who has just been added, and whom: to be looked for on the pages. */
    record Someone(String customerNo, String staffNo, String userId) {}

    /** Loads the bank, the first time it is asked for. */
    synchronized void load(int port) throws IOException, InterruptedException {
        if (loaded) {
            return;
        }
        weCom.callbackTo("http://127.0.0.1:" + port + "/wecom/callback/{app}");
        Path folder = Files.createTempDirectory("small-bank");
        new BankFolder(folder).write(bank);
        for (ImportKind kind : EnumSet.complementOf(EnumSet.of(ImportKind.LEXICON))) {
            Path file = folder.resolve("bank").resolve(kind.key() + ".csv");
            try (InputStream content = Files.newInputStream(file)) {
                ImportId id = imports.accept(kind, kind.key() + ".csv", content, "browser");
                await("import of " + kind.key()).atMost(PATIENCE).until(() -> status(id) != ImportStatus.RUNNING);
            }
        }
        sync.start("browser");
        await("sync")
                .atMost(PATIENCE)
                .until(() -> sync.latest().map(SyncProgress::status).orElse(null) == SyncProgress.Status.DONE);
        await("coverage").atMost(PATIENCE).until(() -> count("select count(*) from kpi.coverage_dirty") == 0);
        loaded = true;
    }

    /** @return the user name of the account of a role; see {@link AccountFixture#PASSWORD} */
    String account(Role role) {
        return accounts.computeIfAbsent(
                role,
                r -> AccountFixture.account(
                        db,
                        r,
                        r.reach() == Role.Reach.INSTITUTION ? branch() : null,
                        r.reach() == Role.Reach.OWN_CUSTOMERS ? busiestManager() : null));
    }

    /** @return the user name of a compliance officer of head office, another for every name */
    String headOffice(String name) {
        return officers.computeIfAbsent(
                name,
                n -> AccountFixture.account(
                        db,
                        Role.COMPLIANCE,
                        db.sql("select id from core.institution where parent_id is null")
                                .query(Long.class)
                                .single(),
                        null));
    }

    /** A customer whom nobody has certified yet becomes a friend of their own manager, with a phone in the hand. */
    Someone newFriendOfOwnManager() {
        Someone someone = uncertified();
        Customer customer = bank.customers().stream()
                .filter(c -> c.customerNo().equals(someone.customerNo()))
                .findFirst()
                .orElseThrow();
        String contact = weCom.acts().newCustomer(customer.name(), 1).externalUserid();
        weCom.acts().scans(contact, someone.userId(), "");
        bindings.bind(new Binding(
                WeChatPerson.of(new ExternalUserId(contact)),
                new CustomerNo(someone.customerNo()),
                customer.mobile(),
                clock.instant(),
                null,
                "2026-01"));
        return someone;
    }

    /** WeCom's id of the member behind an account. */
    String userIdOf(String username) {
        return db.sql("""
                        select s.wecom_userid from platform.account a join core.staff s on s.id = a.staff_id
                        where a.username = :username
                        """).param("username", username).query(String.class).single();
    }

    /** WeCom's id of an active member who has no account here. */
    String userIdWithoutAccount() {
        return db.sql("""
                        select s.wecom_userid from core.staff s
                        join core.staff_post p on p.staff_id = s.id and p.valid_to is null
                        where s.wecom_userid is not null
                            and not exists (select from platform.account a where a.staff_id = s.id)
                        order by s.id limit 1
                        """).query(String.class).single();
    }

    /** A customer who has just become a friend, before anybody knows who they are. */
    record Newcomer(String customerNo, String name, String mobile, String contact) {}

    /** A customer whom nobody has certified yet becomes a friend of their own manager; waits until that is known. */
    Newcomer newcomer() throws InterruptedException {
        Someone someone = uncertified();
        Customer customer = bank.customers().stream()
                .filter(c -> c.customerNo().equals(someone.customerNo()))
                .findFirst()
                .orElseThrow();
        String contact = weCom.acts().newCustomer(customer.name(), 1).externalUserid();
        weCom.acts().scans(contact, someone.userId(), "");
        await("friend")
                .atMost(PATIENCE)
                .until(() ->
                        db.sql("""
                                select exists (
                                    select from core.friend_link l join core.external_contact c on c.id = l.contact_id
                                    where c.name_enc is not null and c.external_userid = :id)
                                """).param("id", contact).query(Boolean.class).single());
        return new Newcomer(someone.customerNo(), customer.name(), customer.mobile(), contact);
    }

    private Someone uncertified() {
        return db.sql("""
                        select c.customer_no, s.staff_no, s.wecom_userid
                        from kpi.coverage_customer k
                        join core.customer c on c.id = k.customer_id
                        join core.staff s on s.id = k.staff_id
                        where not k.certified_any and s.wecom_userid is not null
                            and not exists (select from core.binding b where b.customer_id = c.id)
                            and k.institution_id in (
                                select institution_id from core.institution_path where ancestor_id = :branch)
                        order by c.aum desc limit 1
                        """)
                .param("branch", branch())
                .query((row, n) -> new Someone(
                        row.getString("customer_no"), row.getString("staff_no"), row.getString("wecom_userid")))
                .single();
    }

    /** An add that WeCom refuses to tell about, however often it is asked; it goes on refusing. */
    ExternalUserId deadLetter() throws InterruptedException {
        weCom.setFault(FaultKind.UNKNOWN_CODE, 1);
        String contact = weCom.acts().newCustomer("某人", 1).externalUserid();
        String member = weCom.world().directory().members().stream()
                .filter(Member::active)
                .findFirst()
                .orElseThrow()
                .userid();
        weCom.acts().scans(contact, member, "");
        await("the dead letter").atMost(PATIENCE).until(() -> {
            // the pauses between tries, not the tries, are left out
            db.sql(
                            "update wecom.inbox_work set next_attempt_at = now() where status = 'PENDING' and relation like :key")
                    .param("key", "%" + contact)
                    .update();
            return db.sql("select exists (select from wecom.inbox_work where status = 'DEAD' and relation like :key)")
                    .param("key", "%" + contact)
                    .query(Boolean.class)
                    .single();
        });
        return new ExternalUserId(contact);
    }

    /** A customer of the branch brings a friend, who scans the code that was made for the customer's manager. */
    void referral() {
        Someone someone = uncertified();
        db.sql("""
                        insert into core.referral_code (code, customer_id, staff_id, made_at)
                        select 'rSmallBank', c.id, s.id, now() from core.customer c, core.staff s
                        where c.customer_no = :customer and s.staff_no = :staff
                        on conflict do nothing
                        """)
                .param("customer", someone.customerNo())
                .param("staff", someone.staffNo())
                .update();
        String contact = weCom.acts().newCustomer("朋友", 1).externalUserid();
        weCom.acts().scans(contact, someone.userId(), "rSmallBank");
        await("the referral").atMost(PATIENCE).until(() -> count("select count(*) from core.pub_referral") > 0);
    }

    /** The code of the institution of the branch manager. */
    String branchCode() {
        return db.sql("select code from core.institution where id = :id")
                .param("id", branch())
                .query(String.class)
                .single();
    }

    private long branch() {
        return db.sql("""
                        select i.id from core.institution i
                        join core.institution_path p on p.ancestor_id = i.id
                        join kpi.coverage_customer k on k.institution_id = p.institution_id
                        where i.level = 2 group by i.id order by count(*) desc, i.id limit 1
                        """).query(Long.class).single();
    }

    private long busiestManager() {
        return db.sql("""
                        select staff_id from kpi.coverage_customer
                        group by staff_id order by count(*) desc, staff_id limit 1
                        """).query(Long.class).single();
    }

    private ImportStatus status(ImportId id) {
        return imports.find(id).map(ImportRun::status).orElseThrow();
    }

    private long count(String sql) {
        return db.sql(sql).query(Long.class).single();
    }
}
