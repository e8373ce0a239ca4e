package cn.bankscrm.web.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The first administrator, used once on a database without accounts.
 *
 * @param username the name to sign in with
 * @param password the password, to be changed after the first sign-in
 */
@ConfigurationProperties("scrm.bootstrap.admin")
record FirstAdministratorProperties(
        @DefaultValue("") String username, @DefaultValue("") String password) {

    boolean complete() {
        return !username.isBlank() && !password.isBlank();
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "FirstAdministratorProperties[configured: " + complete() + "]";
    }
}
