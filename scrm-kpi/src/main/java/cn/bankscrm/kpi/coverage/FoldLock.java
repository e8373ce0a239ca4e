package cn.bankscrm.kpi.coverage;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One node at a time moves the cells: a lock of the database that ends with the transaction. What is done under it is
 * planned for those whom it is done for: a plan kept for any number of customers compares each with each, which took
 * minutes for a few thousand.
 */
final class FoldLock {

    /** Any number that nothing else in this database locks by. */
    private static final long KEY = 0x5C_0F_01D_CE11L;

    private FoldLock() {}

    /** @return false when another node is at it */
    static boolean tryTake(JdbcClient db) {
        db.sql("set local plan_cache_mode = force_custom_plan").update();
        return db.sql("select pg_try_advisory_xact_lock(:key)")
                .param("key", KEY)
                .query(Boolean.class)
                .single();
    }
}
