alter table core.segment
    add column kind text not null default 'DELIVERED' constraint segment_kind_ck check (kind in ('DELIVERED', 'RULE')),
    add column description text,
    add column effective_from date,
    add column retired_on date,
    add column computed_on date,
    add constraint segment_effective_ck check ((kind = 'RULE') = (effective_from is not null));
comment on column core.segment.kind is 'DELIVERED 由行内文件交付;RULE 由规则计算';
comment on column core.segment.effective_from is '规则客群自何日起存在:此前的历史日期中没有它';
comment on column core.segment.computed_on is '首次整体计算完成之日;空:尚未算完,其成员变动不记历史';

create table core.segment_version (
    segment_id smallint not null constraint segment_version_segment_fk references core.segment (id),
    version integer not null,
    rule jsonb not null,
    effective_from date not null,
    written_by text not null,
    written_at timestamptz not null,
    comment text not null,
    constraint segment_version_pk primary key (segment_id, version)
);
comment on table core.segment_version is '客群规则的版本;自生效日起按新版本计算';

-- Membership of rule segments stands apart from the customer: nightly recomputing must not rewrite ten million wide rows.
-- It is derived, like the cells of coverage, and written millions of rows at a time: no foreign key looks at each of them.
create table core.segment_member (
    customer_id bigint not null constraint segment_member_pk primary key,
    segment_ids smallint[] not null
) with (fillfactor = 80);
comment on table core.segment_member is '客户所属的规则客群,升序;没有行即不属于任何规则客群';

create table core.segment_member_change (
    customer_id bigint not null,
    changed_on date not null,
    segment_ids_before smallint[] not null,
    constraint segment_member_change_pk primary key (customer_id, changed_on)
);
create index segment_member_change_on_ix on core.segment_member_change (changed_on);
comment on table core.segment_member_change is '规则客群变动:某客户在某日变动之前所属(当日首次变动为准);客群首次计算不算变动';

create table core.segment_dirty (
    id bigint generated always as identity constraint segment_dirty_pk primary key,
    customer_id bigint
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
comment on table core.segment_dirty is '事实有变、待重新判定规则客群的客户';
comment on column core.segment_dirty.customer_id is '空:变动太大,全部重新判定';

create table core.segment_run (
    id bigint generated always as identity constraint segment_run_pk primary key,
    segment_ids smallint[],
    reason text not null constraint segment_run_reason_ck check (reason in ('RULE', 'NIGHTLY', 'IMPORT', 'RETIRED', 'TAG')),
    requested_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    after_id bigint not null default 0,
    customers bigint not null default 0,
    total bigint not null default 0,
    changed bigint not null default 0
);
create index segment_run_open_ix on core.segment_run (id) where finished_at is null;
comment on table core.segment_run is '规则客群的整体重算:按客户编号分段推进,中断后从 after_id 之后继续';
comment on column core.segment_run.segment_ids is '要重算的客群;空:开始时生效的全部规则客群';

create table core.segment_size (
    segment_id smallint not null constraint segment_size_segment_fk references core.segment (id),
    day date not null,
    members bigint not null,
    constraint segment_size_pk primary key (segment_id, day)
);
comment on table core.segment_size is '规则客群的人数:每个有变动的日子一行,当日最后的人数';

create view core.pub_segment_member as
select customer_id, segment_ids
from core.segment_member;

create view core.pub_segment_member_change as
select customer_id, changed_on, segment_ids_before
from core.segment_member_change;

create or replace view core.pub_segment as
select id, name, kind, effective_from, retired_on, computed_on
from core.segment;

alter table core.customer add column attributes jsonb not null default '{}';
comment on column core.customer.attributes is '行内交付的其他属性(代发单位性质、职业、渠道行为等),键值均为文本或数字;不含姓名、手机、证件号';

create table core.holding (
    customer_id bigint not null constraint holding_customer_fk references core.customer (id),
    account_no text not null,
    kind text not null constraint holding_kind_ck check (kind in ('DEMAND', 'TERM', 'WEALTH', 'FUND', 'INSURANCE', 'METAL', 'TRUST', 'LOAN', 'CARD')),
    product text not null,
    amount numeric(18, 2) not null,
    opened_on date,
    matures_on date,
    constraint holding_pk primary key (customer_id, account_no),
    constraint holding_period_ck check (matures_on >= opened_on)
);
create index holding_matures_ix on core.holding (matures_on, customer_id) where matures_on is not null;
comment on table core.holding is '客户的持有:存款、理财、基金、保险、贵金属、信托、贷款、信用卡,及其到期日';

-- Tags and activities are written from many places; whoever writes them, the customer's rule segments are judged anew.
-- Tags that follow a segment are left out: no rule may ask for them.
create function core.mark_tagged_customers() returns trigger language plpgsql as $$
begin
    insert into core.segment_dirty (customer_id) select distinct customer_id from touched where not by_rule;
    return null;
end $$;
create trigger customer_tag_put after insert on core.customer_tag
    referencing new table as touched for each statement execute function core.mark_tagged_customers();
create trigger customer_tag_taken after delete on core.customer_tag
    referencing old table as touched for each statement execute function core.mark_tagged_customers();

create function core.mark_customers_of_tagged_links() returns trigger language plpgsql as $$
begin
    insert into core.segment_dirty (customer_id)
    select distinct b.customer_id
    from touched t
    join core.tag k on k.id = t.tag_id and k.segment_id is null
    join core.friend_link l on l.id = t.link_id
    join core.binding b on b.contact_id = l.contact_id and b.unbound_at is null;
    return null;
end $$;
create trigger friend_link_tag_put after insert on core.friend_link_tag
    referencing new table as touched for each statement execute function core.mark_customers_of_tagged_links();
create trigger friend_link_tag_taken after delete on core.friend_link_tag
    referencing old table as touched for each statement execute function core.mark_customers_of_tagged_links();

create function core.mark_active_customers() returns trigger language plpgsql as $$
begin
    insert into core.segment_dirty (customer_id)
    select customer_id from touched where customer_id is not null
    union
    select b.customer_id
    from touched t
    join core.binding b on b.contact_id = t.contact_id and b.unbound_at is null
    where t.customer_id is null;
    return null;
end $$;
create trigger activity_happened after insert on core.activity
    referencing new table as touched for each statement execute function core.mark_active_customers();
