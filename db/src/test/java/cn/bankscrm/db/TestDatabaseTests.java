package cn.bankscrm.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseTests {

    @Test
    void givesEveryTestAMigratedDatabaseOfItsOwn() {
        JdbcClient one = JdbcClient.create(TestDatabase.fresh().dataSource());
        JdbcClient other = JdbcClient.create(TestDatabase.fresh().dataSource());

        one.sql("create table only_here (id bigint primary key)").update();

        assertThat(tables(one, "only_here")).isEqualTo(1);
        assertThat(tables(other, "only_here")).isZero();
        assertThat(tables(other, "flyway_schema_history")).isEqualTo(1);
    }

    @Test
    void runsInATimeZoneThatIsNeitherTheBusinessNorTheWorlds() {
        String zone = JdbcClient.create(TestDatabase.fresh().dataSource())
                .sql("show timezone")
                .query(String.class)
                .single();

        assertThat(zone).isEqualTo(ZoneId.systemDefault().getId()).isNotIn("Asia/Shanghai", "UTC", "Etc/UTC");
    }

    @Test
    void givesAnEmptyDatabaseToo() {
        JdbcClient empty = JdbcClient.create(TestDatabase.empty().dataSource());

        assertThat(tables(empty, "flyway_schema_history")).isZero();
    }

    private static long tables(JdbcClient database, String name) {
        return database.sql("select count(*) from information_schema.tables where table_name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }
}
