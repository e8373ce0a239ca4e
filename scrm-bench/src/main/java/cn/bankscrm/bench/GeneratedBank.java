package cn.bankscrm.bench;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A bank made inside the database: institutions 1 / 36 / 432 / 2,531, a member of staff for about 333 customers (30,000
 * for ten million), 12 segments of which each customer has two, a contact and a friend link a customer of which 85% are
 * live, seven in eight of them with the customer's own manager, and seven contacts in ten certified.
 */
final class GeneratedBank {

    private static final int INSTITUTIONS = 3_000;

    private final JdbcClient db;
    private final long customers;
    private final long staff;

    GeneratedBank(JdbcClient db, long customers) {
        this.db = db;
        this.customers = customers;
        this.staff = Math.max(30, customers * 3 / 1_000);
    }

    long customers() {
        return customers;
    }

    long staff() {
        return staff;
    }

    void make() {
        List.of(
                        """
                        insert into core.institution (id, code, name, parent_id, level, province, version)
                        select n, lpad(n::text, 6, '0'), '机构' || n,
                            case when n = 1 then null when n <= 37 then 1 when n <= 469 then 2 + (n - 38) % 36
                                else 38 + (n - 470) % 432 end,
                            case when n = 1 then 1 when n <= 37 then 2 when n <= 469 then 3 else 4 end, '310000', 0
                        from generate_series(1, {institutions}) n
                        """,
                        """
                        insert into core.institution_path (ancestor_id, institution_id, depth)
                        with recursive up (ancestor_id, institution_id, depth) as (
                            select id, id, 0 from core.institution
                            union all
                            select i.parent_id, u.institution_id, u.depth + 1
                            from up u join core.institution i on i.id = u.ancestor_id
                            where i.parent_id is not null)
                        select * from up
                        """,
                        """
                        insert into core.staff (id, staff_no, wecom_userid, name, version)
                        select n, 'S' || lpad(n::text, 6, '0'), 'u' || n, '员工' || n, 0 from generate_series(1, {staff}) n
                        """,
                        """
                        insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                        select n, n, 470 + n % 2531, '客户经理', date '2024-01-01' from generate_series(1, {staff}) n
                        """,
                        "insert into core.segment (name) select '客群' || n from generate_series(1, 12) n",
                        """
                        insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id, segment_ids)
                        select n, 'C' || lpad(n::text, 10, '0'), '\\x00', int8send(n), true, (n::bigint * 7919) % 10000019, 470 + n % 2531,
                            array[1 + n % 6, 7 + (n / 7) % 6]::smallint[]
                        from generate_series(1, {customers}) n
                        """,
                        """
                        insert into core.assignment (id, customer_id, staff_id, valid_from)
                        select n, n, 1 + n % {staff}, date '2025-01-01' from generate_series(1, {customers}) n
                        """,
                        """
                        insert into core.external_contact (id, external_userid, version)
                        select n, 'wm' || n, 0 from generate_series(1, {customers}) n
                        """,
                        """
                        insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, ended_at, ended_by, version)
                        select n, 1 + (n + case when n % 8 = 0 then 1 else 0 end) % {staff}, n, timestamptz '2025-06-01 00:00+08' + n % 1000 * interval '1 hour', true,
                            case when n % 20 < 3 then timestamptz '2025-12-01 00:00+08' end,
                            case when n % 20 < 3 then 'CUSTOMER' end, 0
                        from generate_series(1, {customers}) n
                        """,
                        """
                        insert into core.binding (id, contact_id, customer_id, bound_at, route)
                        select n, n, n, timestamptz '2025-09-01 00:00+08', 'app'
                        from generate_series(1, {customers}) n where n % 10 < 7
                        """,
                        "select setval('core.friend_link_seq', {customers} + 100)",
                        "analyze")
                .forEach(this::run);
    }

    private void run(String template) {
        String sql = template.replace("{institutions}", Integer.toString(INSTITUTIONS))
                .replace("{staff}", Long.toString(staff))
                .replace("{customers}", Long.toString(customers));
        if (sql.startsWith("select")) {
            db.sql(sql).query().singleRow();
        } else {
            // what is made here fits together: to look up every reference of ten million rows takes longer than to make
            // them
            db.sql("set session_replication_role = replica;" + sql + ";set session_replication_role = origin")
                    .update();
        }
    }
}
