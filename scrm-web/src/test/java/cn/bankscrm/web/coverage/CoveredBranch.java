package cn.bankscrm.web.coverage;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The branch CVG with its manager CVG1: three managed customers, one of them a certified friend in May 2019, in a year
 * in which nothing else happens.
 */
final class CoveredBranch {

    private CoveredBranch() {}

    /** Once for all tests that share the database. */
    static void make(JdbcClient db) {
        if (db.sql("select exists (select from core.institution where code = 'CVG')")
                .query(Boolean.class)
                .single()) {
            return;
        }
        db.sql("""
                        with institution as (
                            insert into core.institution (id, code, name, parent_id, level, province, version)
                            select nextval('core.institution_seq'), 'CVG', '覆盖支行',
                                (select id from core.institution where parent_id is null), 9, '310000', 0
                            returning id),
                        path as (
                            insert into core.institution_path (ancestor_id, institution_id, depth)
                            select id, id, 0 from institution),
                        staff as (
                            insert into core.staff (id, staff_no, name, version)
                            select nextval('core.staff_seq'), 'CVG1', '王覆盖', 0
                            returning id),
                        post as (
                            insert into core.staff_post (id, staff_id, institution_id, position, valid_from, valid_to)
                            select nextval('core.staff_post_seq'), staff.id, institution.id, '客户经理', '2019-01-01', '2019-12-31'
                            from staff, institution),
                        customer as (
                            insert into core.customer
                                (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                            select nextval('core.customer_seq'), 'CVG' || n, '', '', true, n, institution.id
                            from institution, generate_series(1, 3) n
                            returning id, customer_no),
                        assignment as (
                            insert into core.assignment (id, customer_id, staff_id, valid_from, valid_to)
                            select nextval('core.assignment_seq'), customer.id, staff.id, '2019-01-01', '2019-12-31'
                            from customer, staff),
                        contact as (
                            insert into core.external_contact (id, external_userid, version)
                            select nextval('core.external_contact_seq'), 'wmCVG', 0
                            returning id),
                        binding as (
                            insert into core.binding (id, contact_id, customer_id, bound_at, unbound_at, route)
                            select nextval('core.binding_seq'), contact.id, customer.id, '2019-05-31 23:59:59+08',
                                '2019-07-01 00:00:00+08', 'app'
                            from contact, customer where customer_no = 'CVG1')
                        insert into core.friend_link
                            (id, staff_id, contact_id, added_at, ended_at, ended_by, first_add, version)
                        select nextval('core.friend_link_seq'), staff.id, contact.id, '2019-05-01 00:00:00+08',
                            '2019-06-15 00:00:00+08', 'CUSTOMER', false, 0
                        from staff, contact
                        """).update();
    }
}
