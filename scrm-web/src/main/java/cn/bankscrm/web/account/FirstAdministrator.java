package cn.bankscrm.web.account;

import cn.bankscrm.web.security.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets the first administrator in: enters the configured one where there is no account at all, and never again. Whoever
 * reads the configuration knows the password: it does for no more than choosing another.
 */
@Component
@EnableConfigurationProperties(FirstAdministratorProperties.class)
class FirstAdministrator implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private final FirstAdministratorProperties configured;
    private final JdbcClient db;
    private final PasswordEncoder hashing;

    FirstAdministrator(FirstAdministratorProperties configured, JdbcClient db, PasswordEncoder hashing) {
        this.configured = configured;
        this.db = db;
        this.hashing = hashing;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        if (!configured.complete() || anyAccount()) {
            return;
        }
        // Two nodes may start on the same empty database.
        db.sql("lock table platform.account in share row exclusive mode").update();
        if (anyAccount()) {
            return;
        }
        db.sql("""
                        insert into platform.account (id, username, password_hash, must_change_password, role, display_name)
                        values (nextval('platform.account_seq'), :username, :hash, true, :role, :displayName)
                        """)
                .param("username", configured.username())
                .param("hash", hashing.encode(configured.password()))
                .param("role", Role.ADMINISTRATOR.name())
                .param("displayName", "系统管理员")
                .update();
        log.atInfo().log("The first administrator was entered");
    }

    private boolean anyAccount() {
        return db.sql("select exists (select from platform.account)")
                .query(Boolean.class)
                .single();
    }
}
