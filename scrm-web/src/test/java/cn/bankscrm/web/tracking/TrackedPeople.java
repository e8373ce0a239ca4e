package cn.bankscrm.web.tracking;

import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people of the tracked branch, signed in. */
final class TrackedPeople {

    private final int port;
    private final JdbcClient db;

    TrackedPeople(int port, JdbcClient db) {
        this.port = port;
        this.db = db;
    }

    Visitor manager(String staffNo) {
        String known = db.sql("select a.username from platform.account a join core.staff s on s.id = a.staff_id "
                        + "where s.staff_no = :no")
                .param("no", staffNo)
                .query((row, number) -> row.getString("username"))
                .optional()
                .orElse("");
        return signedIn(
                known.isEmpty()
                        ? AccountFixture.account(
                                db,
                                Role.RELATIONSHIP_MANAGER,
                                null,
                                id("select id from core.staff where staff_no = :key", staffNo))
                        : known);
    }

    Visitor of(Role role) {
        return signedIn(AccountFixture.account(
                db, role, id("select id from core.institution where code = :key", "TRACK-1"), null));
    }

    private Visitor signedIn(String username) {
        return Visitor.signedIn(port, username, AccountFixture.PASSWORD);
    }

    private long id(String sql, String key) {
        return db.sql(sql).param("key", key).query(Long.class).single();
    }
}
