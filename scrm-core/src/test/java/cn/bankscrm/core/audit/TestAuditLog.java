package cn.bankscrm.core.audit;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit log for tests of other modules, at the time as it is. */
public final class TestAuditLog {

    private TestAuditLog() {}

    public static AuditLog on(JdbcClient db) {
        return new AuditLog(db, () -> Actor.system("test"), Clock.systemUTC());
    }
}
