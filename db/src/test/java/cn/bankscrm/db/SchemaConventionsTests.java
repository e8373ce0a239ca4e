package cn.bankscrm.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What holds for every table, looked up in the catalogue of a database migrated from empty. Partitions follow their
 * table.
 */
class SchemaConventionsTests {

    private static final String OURS = "('platform', 'core', 'wecom', 'kpi', 'compliance', 'engagement')";

    private static JdbcClient database = JdbcClient.create(TestDatabase.fresh().dataSource());

    @BeforeAll
    static void thereIsSomethingToCheck() {
        assertThat(names("select relname from pg_class where relkind in ('r', 'p') and " + inOurs("relnamespace")))
                .hasSizeGreaterThan(10);
    }

    @Test
    void everySchemaIsThatOfAModule() {
        assertThat(names("""
                        select nspname from pg_namespace
                        where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'public') and nspname not in
                        """ + OURS)).isEmpty();
    }

    @Test
    void nothingOfOursLiesInPublic() {
        assertThat(names("""
                        select relname from pg_class
                        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
                          and relname <> 'flyway_schema_history'
                        """)).isEmpty();
    }

    @Test
    void everySchemaSaysWhatItHolds() {
        assertThat(names("select nspname from pg_namespace where nspname in " + OURS
                        + " and obj_description(oid, 'pg_namespace') is null"))
                .isEmpty();
    }

    @Test
    void everyTableHasAPrimaryKey() {
        assertThat(tablesWhere("not exists (select from pg_constraint c where c.conrelid = t.oid and c.contype = 'p')"))
                .isEmpty();
    }

    @Test
    void everyTableSaysInChineseWhatItHolds() {
        assertThat(tablesWhere("coalesce(obj_description(t.oid, 'pg_class'), '') !~ '[一-龥]'"))
                .isEmpty();
    }

    @Test
    void everyForeignKeyHasAnIndexThatBeginsWithItsColumns() {
        assertThat(names("""
                        select c.conname from pg_constraint c join pg_class t on t.oid = c.conrelid
                        where c.contype = 'f' and not t.relispartition and not exists (
                            select from pg_index i
                            where i.indrelid = c.conrelid
                              and c.conkey @> (string_to_array(i.indkey::text, ' ')::smallint[])[1:cardinality(c.conkey)]
                              and c.conkey <@ (string_to_array(i.indkey::text, ' ')::smallint[])[1:cardinality(c.conkey)])
                        """)).isEmpty();
    }

    /** A time alone is no point in time, but an hour of the day in Shanghai, as on a duty plan. */
    @Test
    void everyPointInTimeKnowsItsZone() {
        assertThat(columnsOfType("'timestamp'::regtype, 'timetz'::regtype")).isEmpty();
    }

    @Test
    void noFigureIsAFloatingPointNumber() {
        assertThat(columnsOfType("'float4'::regtype, 'float8'::regtype, 'money'::regtype"))
                .isEmpty();
    }

    @Test
    void textIsText() {
        // but for the tables whose form Spring Session and Spring Security lay down
        assertThat(columnsOfType("'varchar'::regtype, 'bpchar'::regtype"))
                .filteredOn(column -> !column.matches("(spring_session|oauth2_).*"))
                .isEmpty();
    }

    @Test
    void everyConstraintHasANameOfItsOwn() {
        assertThat(names("""
                        select t.relname || ': ' || c.conname from pg_constraint c join pg_class t on t.oid = c.conrelid
                        where c.contype in ('p', 'f', 'u', 'c', 'x') and not t.relispartition and c.conparentid = 0 and c.conname !~ '_(pk|fk|uq|ck|ex)$'
                          and\s""" + inOurs("t.relnamespace"))).isEmpty();
    }

    @Test
    void everyIndexHasANameOfItsOwn() {
        assertThat(names("""
                        select i.relname from pg_class i join pg_index x on x.indexrelid = i.oid
                        where not i.relispartition and i.relname !~ '_(pk|uq|ix|ex)$' and\s""" + inOurs("i.relnamespace"))).isEmpty();
    }

    private static List<String> tablesWhere(String condition) {
        return names("select t.relnamespace::regnamespace || '.' || t.relname from pg_class t"
                + " where t.relkind in ('r', 'p') and not t.relispartition and " + inOurs("t.relnamespace") + " and "
                + condition);
    }

    private static List<String> columnsOfType(String types) {
        return names("select t.relname || '.' || a.attname from pg_attribute a join pg_class t on t.oid = a.attrelid"
                + " where t.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.atttypid in (" + types
                + ") and " + inOurs("t.relnamespace"));
    }

    private static String inOurs(String namespace) {
        return namespace + " in (select oid from pg_namespace where nspname in " + OURS + ")";
    }

    private static List<String> names(String sql) {
        return database.sql(sql)
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
    }
}
