package cn.bankscrm.web.account;

import cn.bankscrm.web.security.Role;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Those of whom one must be left: administrators, who open accounts, and compliance officers, who confirm those that
 * may read chats. What is asked here stays so until the end of the transaction.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class LastOnes {

    private final JdbcClient db;

    LastOnes(JdbcClient db) {
        this.db = db;
    }

    boolean isLastAdministrator(String username) {
        return isLast(Role.ADMINISTRATOR, username);
    }

    boolean isLastOfficer(String username) {
        return isLast(Role.COMPLIANCE, username);
    }

    /** Whether there is anybody who could confirm an officer: none only in a bank whose first one is yet to come. */
    boolean anyOfficer() {
        return !open(Role.COMPLIANCE).isEmpty();
    }

    private boolean isLast(Role role, String username) {
        List<String> left = open(role);
        return left.size() == 1 && left.getFirst().equalsIgnoreCase(username);
    }

    /**
     * One at a time, so that two administrators cannot close the last two at the same moment, or make two first ones.
     */
    private List<String> open(Role role) {
        db.sql("select pg_advisory_xact_lock(hashtext('platform.account/' || :role))")
                .param("role", role.name())
                .query((row, number) -> number)
                .list();
        return db.sql("select username from platform.account where role = :role and not disabled order by id")
                .param("role", role.name())
                .query((row, number) -> row.getString("username"))
                .list();
    }
}
