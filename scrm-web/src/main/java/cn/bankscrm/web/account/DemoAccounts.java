package cn.bankscrm.web.account;

import cn.bankscrm.web.security.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * One account a role or more, for the demonstration only: made as soon as the demo bank's institutions and staff are
 * there, shown on the page to sign in on, and written to {@code demo-sign-ins.txt} in the data folder.
 */
@Component
@Profile("demo")
@EnableConfigurationProperties(DemoProperties.class)
class DemoAccounts {

    private static final Logger log = LoggerFactory.getLogger(DemoAccounts.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final JdbcClient db;
    private final DemoBank bank;
    private final PasswordEncoder hashing;
    private final DemoProperties properties;
    private final ApplicationEventPublisher events;
    private final Path list;
    private @Nullable Thread waiting;

    DemoAccounts(
            JdbcClient db,
            DemoBank bank,
            PasswordEncoder hashing,
            DemoProperties properties,
            ApplicationEventPublisher events,
            Environment environment) {
        this.db = db;
        this.bank = bank;
        this.hashing = hashing;
        this.properties = properties;
        this.events = events;
        this.list = Path.of(environment.getRequiredProperty("scrm.data-dir"), "demo-sign-ins.txt");
    }

    /** What the page to sign in on shows. */
    record Shown(String username, String password, String displayName, Role role) {}

    List<Shown> shown() {
        return db.sql(
                        "select username, display_name, role from platform.account where username = any(:names) order by id")
                .param("names", DemoBank.USERNAMES.toArray(String[]::new))
                .query((row, number) -> new Shown(
                        row.getString("username"),
                        properties.password(),
                        row.getString("display_name"),
                        Role.valueOf(row.getString("role"))))
                .list();
    }

    @EventListener
    void begin(ApplicationReadyEvent ready) {
        waiting = Thread.ofVirtual().name("demo-accounts").start(this::openAll);
    }

    @EventListener
    void end(ContextClosedEvent closed) {
        Optional.ofNullable(waiting).ifPresent(Thread::interrupt);
    }

    /** The bank's institutions come by imports, of whose end nobody here is told: one looks again. */
    private void openAll() {
        try {
            while (!open(bank.accounts())) {
                Thread.sleep(PAUSE);
            }
            Files.writeString(
                    list,
                    shown().stream()
                            .map(user ->
                                    "%-12s %s  %s%n".formatted(user.username(), user.password(), user.displayName()))
                            .collect(Collectors.joining()));
            events.publishEvent(new DemoAccountsOpened(bank.branch()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.atWarn().log("The list of demo accounts cannot be written", e);
        }
    }

    /** @return whether all are there now */
    boolean open(List<DemoBank.DemoAccount> accounts) {
        String hash = null;
        for (DemoBank.DemoAccount account : accounts) {
            if (exists(account.username()) || (account.role() == Role.COMPLIANCE && realOfficers())) {
                continue;
            }
            hash = hash == null ? hashing.encode(properties.password()) : hash;
            db.sql("""
                            insert into platform.account
                                (id, username, password_hash, role, institution_id, staff_id, wecom_userid, no_wecom, display_name)
                            values (nextval('platform.account_seq'), :username, :hash, :role, :institution, :staff,
                                (select s.wecom_userid from core.staff s where s.id = :staff and :role = 'COMPLIANCE'),
                                :oversees and :staff::bigint is null, :displayName)
                            on conflict do nothing
                            """)
                    .param("username", account.username())
                    .param("hash", hash)
                    .param("role", account.role().name())
                    .param("oversees", account.role() == Role.COMPLIANCE || account.role() == Role.BRANCH_MANAGER)
                    .param("institution", account.institution())
                    .param("staff", account.staff())
                    .param("displayName", account.displayName())
                    .update();
        }
        return accounts.size() == DemoBank.USERNAMES.size();
    }

    /** A bank with officers of its own gets none whose password stands on the page to sign in on. */
    private boolean realOfficers() {
        return db.sql("""
                        select exists (select from platform.account
                                       where role = 'COMPLIANCE' and not username = any(:names))
                        """)
                .param("names", DemoBank.USERNAMES.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    private boolean exists(String username) {
        return db.sql("select exists (select from platform.account where lower(username) = lower(:username))")
                .param("username", username)
                .query(Boolean.class)
                .single();
    }
}
