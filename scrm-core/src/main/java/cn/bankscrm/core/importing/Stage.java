package cn.bankscrm.core.importing;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables in which the rows of one import wait, and a connection to work on them with: {@code {rows}} the rows
 * themselves, {@code {rejects}} what was found wrong with some of them ({@code line, field, reason}), {@code {spoilt}}
 * the owners of rows left out ({@code owner}), {@code {more}} whatever else the format makes.
 *
 * <p>They are unlogged, belong to one attempt at one import, and hold no personal data in the clear.
 */
record Stage(JdbcClient db, String name) {

    private static final String SCHEMA = "core.";
    private static final String PREFIX = "import_stage_";

    static String prefix(ImportId id) {
        return PREFIX + id.value() + "_";
    }

    Stage on(JdbcClient other) {
        return new Stage(other, name);
    }

    JdbcClient.StatementSpec sql(String sql) {
        return db.sql(named(sql));
    }

    int update(String sql) {
        return sql(sql).update();
    }

    /** Sets what the placeholders stand for. */
    String named(String sql) {
        return sql.replace("{rows}", SCHEMA + name + "rows")
                .replace("{rejects}", SCHEMA + name + "rejects")
                .replace("{spoilt}", SCHEMA + name + "spoilt")
                .replace("{more}", SCHEMA + name + "more");
    }

    void create(String columns) {
        update("create unlogged table {rows} (line bigint not null, " + columns + ")");
        update("create unlogged table {rejects} (line bigint not null, field text not null, reason text not null)");
        update("create unlogged table {spoilt} (owner text not null)");
    }

    /** @param query gives line, field and reason of rows that cannot be taken */
    int reject(String query) {
        return update("insert into {rejects} (line, field, reason) " + query);
    }

    /** Rejects rows whose {@code customer_no} is nobody's. */
    void rejectUnknownCustomers() {
        rejectUnknown("customer_no", "core.customer", "customer_no", "客户不存在");
    }

    /** Rejects rows whose {@code staff_no} is nobody's. */
    void rejectUnknownStaff() {
        rejectUnknown("staff_no", "core.staff", "staff_no", "员工不存在");
    }

    /** Rejects rows whose {@code institution_code} is none of the bank's. */
    void rejectUnknownInstitutions() {
        rejectUnknown("institution_code", "core.institution", "code", "机构不存在");
    }

    private void rejectUnknown(String column, String table, String key, String reason) {
        reject("""
                select line, '%1$s', '%4$s'
                from {rows} r
                where not exists (select from %2$s known where known.%3$s = r.%1$s)
                """.formatted(column, table, key, reason));
    }

    /**
     * Rejects rows that say what an earlier one says, unless something else is wrong with them already.
     *
     * @param field the column that is blamed
     * @param columns what may stand once together, joined by commas
     * @param same what these are, in Chinese
     */
    void rejectRepeated(String field, String columns, String same) {
        reject("""
                select line, '%1$s', '与第 ' || first || ' 行重复（%3$s）'
                from (select line, min(line) over (partition by %2$s) as first from {rows}) r
                where line > first and not exists (select from {rejects} bad where bad.line = r.line)
                """.formatted(field, columns, same));
    }

    /** Takes the rejected rows out of {@code {rows}}. */
    int dropRejected() {
        return update("delete from {rows} r using (select distinct line from {rejects}) bad where r.line = bad.line");
    }

    /** As {@link #dropRejected()}; remembers whose rows they were. */
    int dropRejected(String ownerColumn) {
        update("""
                insert into {spoilt} (owner)
                select distinct r.%s from {rows} r join {rejects} bad on bad.line = r.line
                """.formatted(ownerColumn));
        return dropRejected();
    }

    /** Removes what any attempt at this import left. */
    static void dropAll(JdbcClient db, ImportId id) {
        drop(db, "starts_with(tablename, :prefix)", prefix(id));
    }

    /** Removes what a process that died left of imports that have ended. */
    static void dropEnded(JdbcClient db) {
        drop(db, """
                starts_with(tablename, :prefix)
                and not exists (
                    select from core.import_run r
                    where r.status = 'RUNNING' and r.id::text = split_part(tablename, '_', 3))
                """, PREFIX);
    }

    private static void drop(JdbcClient db, String which, String prefix) {
        db.sql("select quote_ident(tablename) as name from pg_catalog.pg_tables where schemaname = 'core' and " + which)
                .param("prefix", prefix)
                .query((row, n) -> row.getString("name"))
                .list()
                .forEach(table ->
                        db.sql("drop table if exists " + SCHEMA + table).update());
    }
}
