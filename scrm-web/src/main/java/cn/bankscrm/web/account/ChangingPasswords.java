package cn.bankscrm.web.account;

import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Changes a password for whoever knows the present one; guessing it here counts like guessing it at sign-in. */
@Component
class ChangingPasswords {

    enum Outcome {
        DONE,
        WRONG,
        WEAK,
        SAME
    }

    private final Accounts accounts;
    private final AccountAdministration administration;
    private final PasswordEncoder hashing;
    private final AccountAudit audit;

    ChangingPasswords(
            Accounts accounts, AccountAdministration administration, PasswordEncoder hashing, AccountAudit audit) {
        this.audit = audit;
        this.accounts = accounts;
        this.administration = administration;
        this.hashing = hashing;
    }

    Outcome change(String username, String current, String password) {
        Optional<Accounts.Attempt> attempt = accounts.beginAttempt(username);
        if (attempt.isEmpty() || !hashing.matches(current, attempt.get().passwordHash())) {
            audit.refused(username, "password-change");
            return Outcome.WRONG;
        }
        accounts.signedIn(attempt.get().accountId());
        if (current.equals(password)) {
            return Outcome.SAME;
        }
        return administration.choosePassword(username, password) == AccountChange.DONE ? Outcome.DONE : Outcome.WEAK;
    }
}
