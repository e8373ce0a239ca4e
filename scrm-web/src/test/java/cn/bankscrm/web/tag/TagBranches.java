package cn.bankscrm.web.tag;

import cn.bankscrm.web.ImportedFile;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two outlets with a manager and two customers each; the first customer of each is a certified friend of the manager.
 */
final class TagBranches {

    private TagBranches() {}

    /** @param name begins every number */
    static void load(int port, JdbcClient db, String name) throws Exception {
        if (db.sql("select exists (select from core.institution where code = :code)")
                .param("code", name + "-A")
                .query(Boolean.class)
                .single()) {
            return;
        }
        String root = db.sql("select code from core.institution where parent_id is null")
                .query(String.class)
                .optional()
                .orElse(name + "-ROOT");
        String head = root.equals(name + "-ROOT") ? root + ",总行,,1,440000\r\n" : "";
        ImportedFile.load(
                port,
                "institutions",
                ("code,name,parent_code,level,province\r\n" + head + "{n}-A,{n}甲支行," + root
                                + ",2,440000\r\n{n}-B,{n}乙支行," + root + ",2,440000\r\n")
                        .replace("{n}", name));
        ImportedFile.load(port, "staff", """
                staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to\r
                {n}-S1,甲经理,{n}.s1,客户经理,{n}-A,2024-01-01,\r
                {n}-S2,乙经理,{n}.s2,客户经理,{n}-B,2024-01-01,\r
                """.replace("{n}", name));
        ImportedFile.load(port, "customers", """
                customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\r
                {n}-C1,标甲客,,1980-01-01,true,7000000.00,{n}-A,财富\r
                {n}-C2,标乙客,,1980-01-01,true,2000.00,{n}-A,\r
                {n}-C3,标丙客,,1980-01-01,true,8000000.00,{n}-B,\r
                {n}-C4,标丁客,,1980-01-01,true,4000.00,{n}-B,\r
                """.replace("{n}", name));
        ImportedFile.load(port, "assignments", """
                customer_no,staff_no,valid_from,valid_to\r
                {n}-C1,{n}-S1,2024-01-01,\r
                {n}-C2,{n}-S1,2024-01-01,\r
                {n}-C3,{n}-S2,2024-01-01,\r
                {n}-C4,{n}-S2,2024-01-01,\r
                """.replace("{n}", name));
        friend(db, name, "C1", "S1");
        friend(db, name, "C3", "S2");
    }

    private static void friend(JdbcClient db, String name, String customer, String staff) {
        db.sql("""
                        with contact as (
                            insert into core.external_contact (id, external_userid, version)
                            select nextval('core.external_contact_seq'), :user, 0
                            returning id),
                        binding as (
                            insert into core.binding (id, contact_id, customer_id, bound_at, route)
                            select nextval('core.binding_seq'), contact.id, customer.id, '2026-06-01 00:00:00+08', 'app'
                            from contact, core.customer where customer_no = :customer)
                        insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version)
                        select nextval('core.friend_link_seq'), staff.id, contact.id, '2026-05-01 00:00:00+08', true, 0
                        from core.staff, contact where staff_no = :staff
                        """)
                .param("user", "wm" + name + customer)
                .param("customer", name + "-" + customer)
                .param("staff", name + "-" + staff)
                .update();
    }

    /** A corp tag as WeCom has it. @return its id */
    static long corpTag(JdbcClient db, String group, String tag) {
        return db.sql("""
                        with g as (
                            insert into core.tag_group (wecom_group_id, name, sort_order, kind)
                            values ('et' || :group, :group, 0, 'CORP') returning id)
                        insert into core.tag (group_id, wecom_tag_id, name, sort_order)
                        select id, 'et' || :group || :tag, :tag, 0 from g returning id
                        """)
                .param("group", group)
                .param("tag", tag)
                .query(Long.class)
                .single();
    }
}
