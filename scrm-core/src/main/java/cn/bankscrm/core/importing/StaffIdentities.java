package cn.bankscrm.core.importing;

import org.springframework.dao.ConcurrencyFailureException;

/**
 * Who the staff of a file are. A member met in WeCom before is taken over under the number that the file gives: one
 * person is one row, whoever comes first, or both at once.
 */
final class StaffIdentities {

    /** A member may be entered by WeCom's side in the very moment; that cannot happen to all again and again. */
    private static final int ROUNDS = 10;

    void check(Stage stage) {
        stage.reject("""
                select line, 'wecom_userid', '企业微信账号与第 ' || first || ' 行不同（同一工号）'
                from (
                    select line, lower(wecom_userid) as account,
                           first_value(lower(wecom_userid)) over earlier as first_account,
                           first_value(line) over earlier as first
                    from {rows}
                    where wecom_userid is not null
                    window earlier as (partition by staff_no order by line)) r
                where account <> first_account
                """);
        stage.reject("""
                select line, 'wecom_userid', '企业微信账号已用于第 ' || first || ' 行的另一工号'
                from (
                    select line, staff_no,
                           first_value(staff_no) over earlier as first_staff,
                           first_value(line) over earlier as first
                    from {rows} r
                    where wecom_userid is not null and not exists (select from {rejects} bad where bad.line = r.line)
                    window earlier as (partition by lower(wecom_userid) order by line)) r
                where staff_no <> first_staff
                """);
        stage.reject("""
                select line, 'wecom_userid', '企业微信账号已属于工号 ' || s.staff_no
                from {rows} r
                join core.staff s on lower(s.wecom_userid) = lower(r.wecom_userid)
                where s.staff_no <> r.staff_no
                  and not exists (
                      select from {rows} o
                      where o.staff_no = s.staff_no and lower(o.wecom_userid) <> lower(s.wecom_userid))
                  and not exists (select from {rejects} bad where bad.line = r.line)
                """);
        stage.reject("""
                select line, 'wecom_userid', '该账号与本工号原来的账号各有好友关系，不能合并'
                from {rows} r
                join core.staff s on s.staff_no = r.staff_no
                join core.staff met on met.staff_no is null and lower(met.wecom_userid) = lower(r.wecom_userid)
                where exists (select from core.friend_link l where l.staff_id = s.id)
                  and exists (select from core.friend_link l where l.staff_id = met.id)
                  and not exists (select from {rejects} bad where bad.line = r.line)
                """);
    }

    /**
     * Leaves a row of core.staff for every staff_no staged, and a temporary table {@code absorbed (customer_id,
     * since)}.
     */
    void apply(Stage stage) {
        stage.update("""
                create temp table person on commit drop as
                select distinct on (staff_no) staff_no, name,
                       max(wecom_userid) over (partition by staff_no) as wecom_userid
                from {rows}
                order by staff_no, valid_from desc
                """);
        stage.update("analyze person");
        // Accounts change hands by being let go first.
        stage.update("""
                update core.staff s
                set wecom_userid = null, version = s.version + 1
                from person p
                where s.staff_no = p.staff_no and lower(s.wecom_userid) <> lower(p.wecom_userid)
                """);
        absorb(stage);
        for (int round = 0; round < ROUNDS; round++) {
            stage.update("""
                    update core.staff s
                    set staff_no = p.staff_no, name = p.name, version = s.version + 1
                    from person p
                    where s.staff_no is null
                      and lower(s.wecom_userid) = lower(p.wecom_userid)
                      and not exists (select from core.staff known where known.staff_no = p.staff_no)
                    """);
            stage.update("""
                    insert into core.staff (id, staff_no, wecom_userid, name, version)
                    select nextval('core.staff_seq'), p.staff_no, p.wecom_userid, p.name, 0
                    from person p
                    where not exists (select from core.staff known where known.staff_no = p.staff_no)
                    order by lower(p.wecom_userid)
                    on conflict do nothing
                    """);
            boolean all = stage.sql("""
                            select not exists (
                                select from person p
                                where not exists (select from core.staff known where known.staff_no = p.staff_no))
                            """).query(Boolean.class).single();
            if (all) {
                stage.update("""
                        update core.staff s
                        set name = p.name, wecom_userid = coalesce(p.wecom_userid, s.wecom_userid), version = s.version + 1
                        from person p
                        where s.staff_no = p.staff_no
                          and (s.name is distinct from p.name
                               or lower(s.wecom_userid) is distinct from lower(coalesce(p.wecom_userid, s.wecom_userid)))
                        """);
                return;
            }
        }
        throw new ConcurrencyFailureException("Staff were entered by others again and again");
    }

    /**
     * Somebody known by number only, whose account was met in WeCom meanwhile: the links of the account become theirs.
     */
    private static void absorb(Stage stage) {
        stage.update("""
                create temp table met on commit drop as
                select s.id as staff_id, stub.id as stub_id
                from person p
                join core.staff s on s.staff_no = p.staff_no
                join core.staff stub on stub.staff_no is null and lower(stub.wecom_userid) = lower(p.wecom_userid)
                """);
        stage.update("""
                create temp table absorbed on commit drop as
                select met.staff_id, b.customer_id, min((l.added_at at time zone 'Asia/Shanghai')::date) as since
                from met
                join core.friend_link l on l.staff_id = met.stub_id
                left join core.binding b on b.contact_id = l.contact_id
                group by met.staff_id, b.customer_id
                """);
        stage.update("""
                update core.friend_link l
                set staff_id = met.staff_id, version = l.version + 1
                from met
                where l.staff_id = met.stub_id
                """);
        stage.update("""
                update core.friend_link_ending e set staff_id = met.staff_id from met where e.staff_id = met.stub_id
                """);
        stage.update("delete from core.staff s using met where s.id = met.stub_id");
    }
}
