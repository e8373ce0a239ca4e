package cn.bankscrm.kpi.coverage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The small bank whose right answers are known, put straight into the tables of the core. */
final class ReferenceBank {

    /** The day of {@code expected/parameters.json}. */
    static final LocalDate AS_OF = LocalDate.of(2026, 10, 31);

    private final DataSource database;

    private ReferenceBank(DataSource database) {
        this.database = database;
    }

    /** The rows of {@code expected/coverage.csv}, without the header. */
    static List<String> expectedCoverage() {
        return new String(bytes("expected/coverage.csv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .toList();
    }

    /** Institutions, staff, posts, customers, segments, contacts: what the other facts hang on. */
    static ReferenceBank loadMasters(DataSource database) {
        ReferenceBank bank = new ReferenceBank(database);
        bank.stage(database);
        bank.run("""
                insert into core.institution (id, code, name, parent_id, level, province, version)
                with numbered as (select nextval('core.institution_seq') as id, i.* from staged.institutions i order by level::int, code)
                select n.id, n.code, n.name, p.id, n.level::int, n.province, 0
                from numbered n left join numbered p on p.code = n.parent_code
                """, """
                insert into core.institution_path (ancestor_id, institution_id, depth)
                with recursive up (ancestor_id, institution_id, depth) as (
                    select id, id, 0 from core.institution
                    union all
                    select i.parent_id, u.institution_id, u.depth + 1
                    from up u join core.institution i on i.id = u.ancestor_id
                    where i.parent_id is not null)
                select * from up
                """, """
                insert into core.staff (id, staff_no, wecom_userid, name, version)
                select nextval('core.staff_seq'), staff_no, max(wecom_userid), max(name), 0 from staged.staff group by staff_no
                """, """
                insert into core.segment (name)
                select distinct unnest(string_to_array(segments, '|')) from staged.customers where segments <> ''
                """, """
                insert into core.customer (id, customer_no, name_enc, name_digest, birthday, has_account, aum, institution_id, segment_ids)
                select nextval('core.customer_seq'), customer_no, '', '', birthday::date, has_account::boolean, aum::numeric, i.id,
                    coalesce((select array_agg(s.id order by s.id) from core.segment s where s.name = any(string_to_array(segments, '|'))), '{}')
                from staged.customers c join core.institution i on i.code = c.institution_code
                """, """
                insert into core.external_contact (id, external_userid, version)
                select nextval('core.external_contact_seq'), userid, 0
                from (
                    select line::jsonb ->> 'external_userid' as userid from staged.external_contacts
                    union
                    select line::jsonb ->> 'external_userid' from staged.follow_users
                    union
                    select external_userid from staged.bindings) known
                """);
        return bank;
    }

    /** Everything, all at once. */
    static ReferenceBank load(DataSource database) {
        ReferenceBank bank = loadMasters(database);
        for (Fact fact : Fact.values()) {
            bank.run(fact.insert);
        }
        return bank;
    }

    /** How many facts of a kind there are, numbered from 1. */
    int size(Fact fact) {
        return JdbcClient.create(database)
                .sql("select count(*) from staged." + fact.table)
                .query(Integer.class)
                .single();
    }

    /** Enters these facts of a kind. */
    void enter(Fact fact, Collection<Integer> numbers) {
        JdbcClient.create(database)
                .sql(fact.insert + " where n = any(:numbers)")
                .param("numbers", numbers.toArray(Integer[]::new))
                .update();
    }

    /** What happens to masters in time, and the statement that enters it. */
    enum Fact {
        POSTS("staff", """
            insert into core.staff_post (id, staff_id, institution_id, position, valid_from, valid_to)
            select nextval('core.staff_post_seq'), s.id, i.id, p.position, p.valid_from::date, nullif(p.valid_to, '')::date
            from staged.staff p join core.staff s using (staff_no) join core.institution i on i.code = p.institution_code
            """, """
                select customer_id from core.assignment a join core.staff s on s.id = a.staff_id
                where s.staff_no in (select staff_no from staged.staff where n = any(:numbers))
                union
                select b.customer_id
                from core.binding b join core.friend_link l using (contact_id) join core.staff s on s.id = l.staff_id
                where s.staff_no in (select staff_no from staged.staff where n = any(:numbers))
                """, """
                select id from core.staff where staff_no in (select staff_no from staged.staff where n = any(:numbers))
                """),
        ASSIGNMENTS("assignments", """
            insert into core.assignment (id, customer_id, staff_id, valid_from, valid_to)
            select nextval('core.assignment_seq'), c.id, s.id, a.valid_from::date, nullif(a.valid_to, '')::date
            from staged.assignments a join core.customer c using (customer_no) join core.staff s using (staff_no)
            """, """
                select id from core.customer
                where customer_no in (select customer_no from staged.assignments where n = any(:numbers))
                """, """
select id from core.staff where false
"""),
        BINDINGS(
                "bindings", """
            insert into core.binding (id, contact_id, customer_id, bound_at, unbound_at, route, province)
            select nextval('core.binding_seq'), e.id, c.id, b.bound_at::timestamptz, nullif(b.unbound_at, '')::timestamptz, b.route,
                nullif(b.province, '')
            from staged.bindings b join core.external_contact e using (external_userid) join core.customer c using (customer_no)
            """,
                """
                select id from core.customer
                where customer_no in (select customer_no from staged.bindings where n = any(:numbers))
                """, """
select id from core.staff where false
"""),
        LINKS("follow_users", """
            insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, ended_at, ended_by, version)
            select nextval('core.friend_link_seq'), s.id, e.id, to_timestamp((f.l ->> 'createtime')::bigint), false,
                to_timestamp((f.l ->> 'deleted_at')::bigint), upper(f.l ->> 'deleted_by'), 0
            from (select n, line::jsonb as l from staged.follow_users) f
            join core.staff s on s.wecom_userid = f.l ->> 'userid'
            join core.external_contact e on e.external_userid = f.l ->> 'external_userid'
            """, """
                select b.customer_id from core.binding b join core.external_contact e on e.id = b.contact_id
                where e.external_userid in (
                    select line::jsonb ->> 'external_userid' from staged.follow_users where n = any(:numbers))
                """, """
                select id from core.staff
                where wecom_userid in (select line::jsonb ->> 'userid' from staged.follow_users where n = any(:numbers))
                """);

        private final String table;
        private final String insert;
        private final String customers;
        private final String staff;

        Fact(String table, String insert, String customers, String staff) {
            this.table = table;
            this.insert = insert;
            this.customers = customers;
            this.staff = staff;
        }
    }

    /** The customers whom these facts of a kind concern. */
    List<Long> customers(Fact fact, Collection<Integer> numbers) {
        return ids(fact.customers, numbers);
    }

    /** The staff whose posts or friend links these facts tell of. */
    List<Long> staff(Fact fact, Collection<Integer> numbers) {
        return ids(fact.staff, numbers);
    }

    private List<Long> ids(String sql, Collection<Integer> numbers) {
        return JdbcClient.create(database)
                .sql(sql)
                .param("numbers", numbers.toArray(Integer[]::new))
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private void run(String... statements) {
        JdbcClient db = JdbcClient.create(database);
        for (String sql : statements) {
            db.sql(sql).update();
        }
    }

    private void stage(DataSource source) {
        run("create schema staged");
        for (String file : List.of("institutions", "staff", "customers", "assignments", "bindings")) {
            String header = new String(bytes("bank/" + file + ".csv"), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElseThrow();
            run("create table staged." + file + " (" + header.replace(",", " text, ")
                    + " text, n int generated always as identity)");
            copy(
                    source,
                    "copy staged." + file + " (" + header + ") from stdin (format csv, header, force_not_null ("
                            + header + "))",
                    "bank/" + file + ".csv");
        }
        for (String file : List.of("external_contacts", "follow_users")) {
            run("create table staged." + file + " (line text, n int generated always as identity)");
            // no character of the files is the quote or the delimiter here: each line is one value
            copy(
                    source,
                    "copy staged." + file + " (line) from stdin (format csv, delimiter e'\\x01', quote e'\\x02')",
                    "wecom/" + file + ".jsonl");
        }
    }

    private static void copy(DataSource source, String sql, String file) {
        try (Connection connection = source.getConnection();
                InputStream content = open(file)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, content);
        } catch (SQLException e) {
            throw new IllegalStateException(file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String file) {
        try (InputStream content = open(file)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        InputStream content = ReferenceBank.class.getResourceAsStream("/reference-bank/" + file);
        if (content == null) {
            throw new IllegalStateException("Not among the test resources: " + file);
        }
        return content;
    }
}
