package cn.bankscrm.wecom.client;

import cn.bankscrm.db.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;

/** A pool of connections to a database of one's own. */
public final class TestPool {

    private TestPool() {}

    public static HikariDataSource open() {
        TestDatabase fresh = TestDatabase.fresh();
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(fresh.url());
        pool.setUsername(fresh.username());
        pool.setPassword(fresh.password());
        return pool;
    }
}
