package cn.bankscrm.web.account;

import cn.bankscrm.web.security.MustChangePassword;
import cn.bankscrm.web.security.SignedIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Signs people in with user name and password. A try is counted before the password is looked at, so that parallel
 * tries get no further than five; and an unknown name, a locked account and a wrong password take the same way, the
 * same time and the same answer.
 */
@Component
class PasswordSignIn implements AuthenticationProvider {

    private static final Logger log = LoggerFactory.getLogger(PasswordSignIn.class);
    private static final int LONGEST = 200;

    private final Accounts accounts;
    private final PasswordEncoder hashing;
    private final AccountAudit audit;
    private final String nobodysHash;

    PasswordSignIn(Accounts accounts, PasswordEncoder hashing, AccountAudit audit) {
        this.audit = audit;
        this.accounts = accounts;
        this.hashing = hashing;
        this.nobodysHash = String.valueOf(hashing.encode("nobody has this password"));
    }

    @Override
    public Authentication authenticate(Authentication request) {
        String name = request.getName();
        String password = String.valueOf(request.getCredentials());
        if (name.length() > LONGEST || password.length() > LONGEST) {
            throw refusal();
        }
        Accounts.Attempt attempt =
                accounts.beginAttempt(name).orElseGet(() -> new Accounts.Attempt(0, nobodysHash, false));
        boolean right = hashing.matches(password, attempt.passwordHash());
        if (!right || attempt.accountId() == 0) {
            log.atInfo().addKeyValue("accountId", attempt.accountId()).log("Sign-in refused");
            audit.refused(name, "password");
            throw refusal();
        }
        SignedIn person = accounts.signedIn(attempt.accountId());
        log.atInfo().addKeyValue("accountId", person.accountId()).log("Signed in");
        audit.signedIn(person, "password");
        return UsernamePasswordAuthenticationToken.authenticated(
                person, null, attempt.mustChangePassword() ? MustChangePassword.AUTHORITIES : person.authorities());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private static BadCredentialsException refusal() {
        return new BadCredentialsException("Refused");
    }
}
