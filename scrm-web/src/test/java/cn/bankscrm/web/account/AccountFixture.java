package cn.bankscrm.web.account;

import cn.bankscrm.web.security.Role;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** Accounts for tests, all with one password. */
public final class AccountFixture {

    public static final String PASSWORD = "Right-password-1";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final String HASH = String.valueOf(new Argon2PasswordEncoder(16, 32, 1, 1024, 1).encode(PASSWORD));

    private AccountFixture() {}

    /** @return the user name of a new account of the whole bank or of the system */
    public static String account(JdbcClient db, Role role) {
        return account(db, role, null, null);
    }

    /** @return the user name of a new account */
    public static String account(JdbcClient db, Role role, @Nullable Long institution, @Nullable Long staff) {
        String username = "user-" + COUNT.incrementAndGet();
        db.sql("""
                        insert into platform.account (id, username, password_hash, role, institution_id, staff_id, no_wecom, display_name)
                        values (nextval('platform.account_seq'), :username, :hash, :role, :institution, :staff, :noWeCom,
                            '测试' || :username)
                        """)
                .param("username", username)
                .param("hash", HASH)
                .param("role", role.name())
                .param("institution", institution)
                .param("staff", staff)
                .param("noWeCom", staff == null)
                .update();
        return username;
    }
}
