package cn.bankscrm.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of the bank's own, where the platform's account is no superuser and may create no role. */
class RowSecurityRoleTests {

    private static final String PASSWORD = "of-a-test";

    /** On a server that has the role already, because another database was migrated there. */
    private final TestDatabase another = TestDatabase.fresh();

    private final JdbcClient administrator = JdbcClient.create(another.dataSource());

    @Test
    void anAccountThatMayNotTakeTheRoleIsToldWhatToAskFor() {
        PGSimpleDataSource source = database("plain_account");
        assertThatThrownBy(() -> migrate(source))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("请由管理员执行「grant scrm_reader to plain_account with set true, inherit false」")
                .hasMessageContaining("let an administrator run");
    }

    @Test
    void anAccountThatWasGivenTheRoleNeedsNothingElse() throws SQLException {
        PGSimpleDataSource source = database("granted_account");
        administrator
                .sql("grant scrm_reader to granted_account with set true, inherit false")
                .update();
        migrate(source);
        JdbcClient db = JdbcClient.create(source);
        db.sql("""
                insert into core.institution (id, code, name, level, province, version)
                values (1, 'HEAD', '总行', 1, '110000', 0)
                """).update();
        db.sql("insert into core.institution_path (ancestor_id, institution_id, depth) values (1, 1, 0)")
                .update();
        db.sql("""
                insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                values (1, 'C', '\\x00', '\\x00', true, 1, 1)
                """).update();
        assertThat(customers(source, "")).isEqualTo(1);
        assertThat(customers(source, "set local role scrm_reader")).isZero();
        assertThat(
                        customers(
                                source,
                                "set local scrm.institution = 1; set local scrm.today = '2026-11-01'; set local role scrm_reader"))
                .isEqualTo(1);
    }

    private static long customers(PGSimpleDataSource source, String first) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(first);
            try (ResultSet count = statement.executeQuery("select count(*) from core.customer")) {
                count.next();
                return count.getLong(1);
            }
        }
    }

    private PGSimpleDataSource database(String account) {
        administrator
                .sql("create role " + account + " login password '" + PASSWORD + "'")
                .update();
        administrator
                .sql("create database " + account + " owner " + account + " template template0")
                .update();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(another.url().replaceFirst("/test_\\d+", "/" + account));
        source.setUser(account);
        source.setPassword(PASSWORD);
        return source;
    }

    private static void migrate(PGSimpleDataSource source) {
        Flyway.configure().dataSource(source).load().migrate();
    }
}
