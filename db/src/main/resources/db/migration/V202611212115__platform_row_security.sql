-- The second wall behind the scope that every query takes: pages of people who see a part of the bank read as this role, and
-- of a table with rows of customers or staff it is shown those of their scope, whatever the query asks for. The owner of the
-- tables, who is everybody else (background work, and whatever writes), is not held back.
do $$
begin
    if not exists (select from pg_roles where rolname = 'scrm_reader') then
        begin
            create role scrm_reader nologin;
        exception
            -- databases of one server are migrated side by side
            when duplicate_object or unique_violation then null;
            when insufficient_privilege then
                raise exception
                    '数据库账号 % 无权创建角色 scrm_reader:请由管理员执行「alter role % createrole」,或「create role scrm_reader nologin; grant scrm_reader to % with set true, inherit false」,然后重新启动 / The database account may not create the role scrm_reader: let an administrator run one of the two statements, then start again',
                    current_user, quote_ident(current_user), quote_ident(current_user)
                    using errcode = 'insufficient_privilege';
        end;
    end if;
    if not pg_has_role(current_user, 'scrm_reader', 'set') then
        begin
            execute format('grant scrm_reader to %I with set true, inherit false', current_user);
        exception
            when insufficient_privilege then
                raise exception
                    '数据库账号 % 不能切换为角色 scrm_reader:请由管理员执行「grant scrm_reader to % with set true, inherit false」,然后重新启动 / The database account may not become the role scrm_reader: let an administrator run that statement, then start again',
                    current_user, quote_ident(current_user)
                    using errcode = 'insufficient_privilege';
        end;
    end if;
end
$$;

grant usage on schema core, kpi, wecom to scrm_reader;

-- What a transaction of the reader may see is told to it by settings that end with it. Without them it sees nothing.
create function core.scope_institution() returns bigint language sql stable parallel safe
return nullif(current_setting('scrm.institution', true), '')::bigint;
comment on function core.scope_institution() is '读者的数据范围:此机构及其下级;空:不按机构';

create function core.scope_staff() returns bigint language sql stable parallel safe
return nullif(current_setting('scrm.staff', true), '')::bigint;
comment on function core.scope_staff() is '读者的数据范围:此员工所管的客户;空:不按员工';

create function core.scope_today() returns date language sql stable parallel safe
return nullif(current_setting('scrm.today', true), '')::date;
comment on function core.scope_today() is '读者的今日(业务时区)';

-- What policies ask: functions of the owner, whom no policy holds back. They are opaque to the planner on purpose: views in
-- their place made it plan each query for tens of milliseconds. A set is read once a query; a question is asked a row.
create function core.seen_institutions() returns setof bigint language sql stable parallel safe security definer rows 100
begin atomic
    select institution_id from core.institution_path where ancestor_id = core.scope_institution();
end;
comment on function core.seen_institutions() is '读者可见的机构';

-- Who ever was in post, too, where figures of past days name those who have moved on.
create function core.seen_staff(ever boolean) returns setof bigint language sql stable parallel safe security definer rows 100
begin atomic
    select p.staff_id
    from core.staff_post p
    join core.institution_path u on u.institution_id = p.institution_id and u.ancestor_id = core.scope_institution()
    where ever or p.valid_from <= core.scope_today() and (p.valid_to is null or p.valid_to >= core.scope_today())
    union all
    select core.scope_staff() where core.scope_staff() is not null;
end;
comment on function core.seen_staff(boolean) is '在读者范围内任职的员工,或本人:今日任职的(其客户与好友可见),或曾经任职的(其姓名与考核可见)';

-- A customer is seen where their manager holds a post today; one whom nobody in post manages, from their home institution.
create function core.sees_customer(asked bigint) returns boolean language plpgsql stable parallel safe security definer cost 1000 as $$
declare
    staff constant bigint := core.scope_staff();
    root constant bigint := core.scope_institution();
    today constant date := core.scope_today();
    managed boolean;
    here boolean;
begin
    if staff is not null then
        return exists (
            select from core.assignment a
            where a.customer_id = asked and a.staff_id = staff
                and a.valid_from <= today and (a.valid_to is null or a.valid_to >= today));
    end if;
    if root is null or asked is null then
        return false;
    end if;
    select count(*) > 0, coalesce(bool_or(u.ancestor_id is not null), false)
    into managed, here
    from core.assignment a
    join core.staff_post p on p.staff_id = a.staff_id
        and p.valid_from <= today and (p.valid_to is null or p.valid_to >= today)
    left join core.institution_path u on u.ancestor_id = root and u.institution_id = p.institution_id
    where a.customer_id = asked and a.valid_from <= today and (a.valid_to is null or a.valid_to >= today);
    if managed then
        return here;
    end if;
    return exists (
        select from core.customer c
        join core.institution_path u on u.ancestor_id = root and u.institution_id = c.institution_id
        where c.id = asked);
end
$$;
comment on function core.sees_customer(bigint) is '读者是否可见某客户';

create function core.sees_contact_of_customer(asked bigint) returns boolean language plpgsql stable parallel safe security definer cost 1000 as $$
begin
    return exists (select from core.binding b where b.contact_id = asked and core.sees_customer(b.customer_id));
end
$$;
comment on function core.sees_contact_of_customer(bigint) is '联系人是否(曾)认证为读者可见的客户';

create function core.sees_link_of_customer(asked bigint) returns boolean language plpgsql stable parallel safe security definer cost 1000 as $$
begin
    return exists (select from core.friend_link l where l.id = asked and core.sees_contact_of_customer(l.contact_id));
end
$$;
comment on function core.sees_link_of_customer(bigint) is '好友关系的联系人是否(曾)认证为读者可见的客户';

create function core.sees_contact(asked bigint) returns boolean language plpgsql stable parallel safe security definer cost 1000 as $$
declare
    staff constant bigint := core.scope_staff();
    root constant bigint := core.scope_institution();
    today constant date := core.scope_today();
begin
    return exists (
            select from core.friend_link l
            where l.contact_id = asked and (l.staff_id = staff or root is not null and exists (
                select from core.staff_post p
                join core.institution_path u on u.ancestor_id = root and u.institution_id = p.institution_id
                where p.staff_id = l.staff_id and p.valid_from <= today and (p.valid_to is null or p.valid_to >= today))))
        or core.sees_contact_of_customer(asked)
        or root is not null and exists (
            select from core.binding_review r
            join core.institution_path u on u.ancestor_id = root and u.institution_id = r.institution_id
            where r.contact_id = asked);
end
$$;
comment on function core.sees_contact(bigint) is '读者是否可见某外部联系人:可见员工的好友、可见客户的微信,或待其复核';

-- The links of a customer's contacts are the customer's, with whomever they are: of one customer they are read from here, whole.
create view core.customer_link as
select b.customer_id, l.*
from (select distinct customer_id, contact_id from core.binding) b
join core.friend_link l on l.contact_id = b.contact_id
where current_user <> 'scrm_reader' or core.sees_customer(b.customer_id);
comment on view core.customer_link is '客户名下各微信(含已解除认证的)的好友关系,不论是与哪位员工';
grant select on core.customer_link to scrm_reader;

-- The quick way to a customer's manager, for policies on what lists read by the ten thousand.
create view core.standing_assignment as
select customer_id, staff_id
from core.assignment
where valid_from <= (select core.scope_today()) and (valid_to is null or valid_to >= (select core.scope_today()));
comment on view core.standing_assignment is '今日有效的管户,供行级策略查询';
grant select on core.standing_assignment to scrm_reader;

-- A table is closed to the reader until a migration opens it, by this or, where no row tells of a customer or of staff, by a grant.
create function platform.show_rows(shown regclass, seen text) returns void
language plpgsql as $$
begin
    execute format('alter table %s enable row level security', shown);
    execute format('create policy seen on %s for select to scrm_reader using (%s)', shown, seen);
    execute format('grant select on %s to scrm_reader', shown);
end
$$;
comment on function platform.show_rows(regclass, text) is '让读者角色只见某表中符合条件的行';

do $$
declare
    -- the first finds nearly all that lists ask for, the second is exact
    in_bulk constant text := '
        (select v.staff_id from core.standing_assignment v where v.customer_id = %1$I.%2$I limit 1) in (select core.seen_staff(ever => false))
        or core.sees_customer(%1$I.%2$I)';
    one_by_one constant text := 'core.sees_customer(customer_id)';
begin
    perform platform.show_rows('core.customer', format(in_bulk, 'customer', 'id'));
    perform platform.show_rows('core.last_contact', format(in_bulk, 'last_contact', 'customer_id'));
    perform platform.show_rows('core.segment_member', format(in_bulk, 'segment_member', 'customer_id'));
    perform platform.show_rows('core.customer_tag', format(in_bulk, 'customer_tag', 'customer_id'));
    perform platform.show_rows('core.assignment', '
        valid_from <= (select core.scope_today()) and (valid_to is null or valid_to >= (select core.scope_today()))
            and staff_id in (select core.seen_staff(ever => false))
        or core.sees_customer(customer_id)');
    perform platform.show_rows('core.customer_segment_change', one_by_one);
    perform platform.show_rows('core.segment_member_change', one_by_one);
    perform platform.show_rows('core.holding', one_by_one);
    perform platform.show_rows('core.note', one_by_one);
    perform platform.show_rows('core.consent', one_by_one);
    perform platform.show_rows('core.referral_code', one_by_one);
    perform platform.show_rows('core.activity', '
        case when customer_id is null then core.sees_contact_of_customer(contact_id) else core.sees_customer(customer_id) end');

    perform platform.show_rows('core.friend_link', 'staff_id in (select core.seen_staff(ever => false))');
    -- as far as the link is
    perform platform.show_rows('core.friend_link_tag', '
        exists (select from core.friend_link v where v.id = friend_link_tag.link_id) or core.sees_link_of_customer(link_id)');
    perform platform.show_rows('core.invitation', 'exists (select from core.friend_link v where v.id = invitation.link_id)');
    perform platform.show_rows('core.rule_mark', 'exists (select from core.friend_link v where v.id = rule_mark.link_id)');
    perform platform.show_rows('core.tag_wish',
        'link_id is null or exists (select from core.friend_link v where v.id = tag_wish.link_id)');

    -- whether a friend is certified is known to whose friend it is, though not as whom: the customer has a policy of its own
    perform platform.show_rows('core.binding', '
        exists (select from core.friend_link v where v.contact_id = binding.contact_id)
        or core.sees_customer(customer_id) or core.sees_contact(contact_id)');
    perform platform.show_rows('core.binding_review', '
        institution_id in (select core.seen_institutions()) or core.sees_customer(customer_id) or core.sees_contact(contact_id)');
    -- the first finds all that lists of friends ask for
    perform platform.show_rows('core.external_contact', '
        exists (select from core.friend_link v where v.contact_id = external_contact.id) or core.sees_contact(id)');

    perform platform.show_rows('core.staff', 'id in (select core.seen_staff(ever => true))');
    perform platform.show_rows('core.audit_entry', 'institution_id in (select core.seen_institutions())');

    perform platform.show_rows('kpi.coverage_customer', 'staff_id in (select core.seen_staff(ever => false))');
    perform platform.show_rows('kpi.coverage_staff', 'staff_id in (select core.seen_staff(ever => false))');
    -- the whole bank's own cell is what others are measured by
    perform platform.show_rows('kpi.coverage_cell', '
        case scope
            when ''staff'' then scope_id in (select core.seen_staff(ever => true))
            else scope_id in (select core.seen_institutions())
                or scope_id = (select id from core.institution where parent_id is null)
                    and (core.scope_institution() is not null or core.scope_staff() is not null)
        end');
    perform platform.show_rows('kpi.coverage_daily', '
        case scope
            when ''staff'' then scope_id in (select core.seen_staff(ever => true))
            else scope_id in (select core.seen_institutions())
        end');

    -- who runs the system sees no customer, and every callback
    perform platform.show_rows('wecom.inbox', 'current_setting(''scrm.scope'', true) = ''nothing''');
    perform platform.show_rows('wecom.inbox_work', 'current_setting(''scrm.scope'', true) = ''nothing''');
end
$$;

-- No row of these tables tells of a customer, nor of more of staff than who works where.
grant select on core.institution, core.institution_path, core.staff_post, core.segment, core.segment_version, core.segment_run,
    core.segment_size, core.tag_group, core.tag, core.consent_text, core.refused_attempt,
    kpi.coverage_state, kpi.coverage_daily_state, kpi.coverage_dirty, kpi.coverage_dirty_staff, kpi.coverage_recount
    to scrm_reader;

-- Views show their readers what the tables show them.
alter view core.former_consent_text set (security_invoker = true);
alter view core.pub_institution set (security_invoker = true);
alter view core.pub_institution_path set (security_invoker = true);
alter view core.pub_segment set (security_invoker = true);
alter view core.pub_staff set (security_invoker = true);
alter view core.pub_staff_post set (security_invoker = true);
alter view core.pub_customer set (security_invoker = true);
alter view core.pub_customer_segment_change set (security_invoker = true);
alter view core.pub_segment_member set (security_invoker = true);
alter view core.pub_segment_member_change set (security_invoker = true);
alter view core.pub_assignment set (security_invoker = true);
alter view core.pub_friend_link set (security_invoker = true);
alter view core.pub_external_contact set (security_invoker = true);
alter view core.pub_binding set (security_invoker = true);
alter view core.pub_contact_span set (security_invoker = true);
create or replace view core.pub_referral as
select l.id, l.added_at, l.staff_id, l.contact_id, r.customer_id as referrer_id
from core.referral_code r
join core.friend_link l on l.state = r.code and l.staff_id = r.staff_id
where (current_user <> 'scrm_reader' or l.staff_id in (select core.seen_staff(ever => false)) or core.sees_customer(r.customer_id))
    and not exists (
        select from core.friend_link e
        where e.staff_id = l.staff_id and e.contact_id = l.contact_id and e.added_at < l.added_at)
    and not exists (
        select from core.binding b where b.contact_id = l.contact_id and b.customer_id = r.customer_id);
grant select on core.former_consent_text, core.pub_institution, core.pub_institution_path, core.pub_segment, core.pub_staff, core.pub_staff_post,
    core.pub_customer, core.pub_customer_segment_change, core.pub_segment_member, core.pub_segment_member_change,
    core.pub_assignment, core.pub_friend_link, core.pub_external_contact, core.pub_binding, core.pub_contact_span, core.pub_referral
    to scrm_reader;

-- But a figure of a past day is made of facts that have left the scope since. To be counted, never to be shown: ids and dates.
create view core.pub_counted_assignment as
select customer_id, staff_id, valid_from, valid_to from core.assignment;
create view core.pub_counted_customer as
select id, segment_ids from core.customer;
create view core.pub_counted_customer_segment_change as
select customer_id, changed_on, segment_ids_before from core.customer_segment_change;
create view core.pub_counted_segment_member as
select customer_id, segment_ids from core.segment_member;
create view core.pub_counted_segment_member_change as
select customer_id, changed_on, segment_ids_before from core.segment_member_change;
create view core.pub_counted_friend_link as
select id, staff_id, contact_id, added_at, ended_at from core.friend_link;
create view core.pub_counted_binding as
select id, contact_id, customer_id, bound_at, unbound_at from core.binding;
comment on view core.pub_counted_assignment is '供计数:全部管户,不按读者范围';
comment on view core.pub_counted_customer is '供计数:全部客户的客群,不按读者范围';
comment on view core.pub_counted_customer_segment_change is '供计数:全部客群变动,不按读者范围';
comment on view core.pub_counted_segment_member is '供计数:全部规则客群成员,不按读者范围';
comment on view core.pub_counted_segment_member_change is '供计数:全部规则客群变动,不按读者范围';
comment on view core.pub_counted_friend_link is '供计数:全部好友关系,不按读者范围';
comment on view core.pub_counted_binding is '供计数:全部认证,不按读者范围';
grant select on core.pub_counted_assignment, core.pub_counted_customer, core.pub_counted_customer_segment_change, core.pub_counted_segment_member,
    core.pub_counted_segment_member_change, core.pub_counted_friend_link, core.pub_counted_binding to scrm_reader;
