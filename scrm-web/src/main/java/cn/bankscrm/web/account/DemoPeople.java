package cn.bankscrm.web.account;

import java.util.function.Supplier;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;

/** What the demonstration begins with is done by its accounts, as two people do it, and so stands in the audit log. */
@Component
@Profile("demo")
public class DemoPeople {

    private final JdbcClient db;

    DemoPeople(JdbcClient db) {
        this.db = db;
    }

    /** Does something as this account. */
    public <T> T as(String username, Supplier<T> deed) {
        var person = db.sql("""
                        select id, username, display_name, role, institution_id, staff_id from platform.account
                        where username = :username
                        """)
                .param("username", username)
                .query((row, number) -> Accounts.person(row))
                .single();
        SecurityContextHolder.setContext(new SecurityContextImpl(
                UsernamePasswordAuthenticationToken.authenticated(person, null, person.authorities())));
        try {
            return deed.get();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
