-- A contact way is a code by which customers add members: ours to plan, WeCom's to serve. Its state is decided before WeCom is called,
-- so that a code whose answer was lost is found again by it. unsure_since says since when one may be there without our knowing.
create table engagement.contact_way (
    id bigint generated always as identity constraint contact_way_pk primary key,
    institution_id bigint not null,
    name text not null constraint contact_way_name_ck check (length(name) between 1 and 30),
    channel text not null constraint contact_way_channel_ck check (length(channel) between 1 and 20),
    state text not null constraint contact_way_state_uq unique
        constraint contact_way_state_ck check (state ~ '^w[0-9a-f]{8}-[0-9A-Za-z]{12}$'),
    code text not null constraint contact_way_code_uq unique constraint contact_way_code_ck check (code ~ '^[0-9A-Za-z]{22}$'),
    on_page boolean not null,
    places text not null constraint contact_way_places_ck check (length(places) <= 500),
    made_by text not null,
    made_at timestamptz not null,
    ended_by text,
    ended_at timestamptz,
    config_id text constraint contact_way_config_uq unique,
    picture text,
    address text,
    told_name text,
    told_users text[],
    told_at timestamptz,
    gone_at timestamptz,
    removed_at timestamptz,
    unsure_since timestamptz,
    trouble text,
    trouble_code integer,
    attempts integer not null default 0,
    next_at timestamptz not null,
    leased_until timestamptz,
    constraint contact_way_told_ck check ((config_id is null) = (told_users is null))
);
create index contact_way_institution_ix on engagement.contact_way (institution_id);
comment on table engagement.contact_way is '联系我:渠道活码,客户扫码添加排班中的员工';
comment on column engagement.contact_way.state is '企业微信 state:w + 渠道摘要 + 随机串;渠道相同则前缀相同,欢迎语可按前缀设置';
comment on column engagement.contact_way.code is '公开页面 /q/ 后的随机码';
comment on column engagement.contact_way.on_page is '是否在所属机构的选经理页面上供客户选择';
comment on column engagement.contact_way.places is '小区、街道等,客户在选经理页面上按此查找';
comment on column engagement.contact_way.config_id is '企业微信的配置编号;空:尚未建成';
comment on column engagement.contact_way.address is '企业微信二维码所含的地址,从其图片读出';
comment on column engagement.contact_way.told_users is '已告知企业微信的员工,与应值班者不同时才再告知';
comment on column engagement.contact_way.gone_at is '发现企业微信中已没有此码的时刻';
comment on column engagement.contact_way.removed_at is '停用后从企业微信删除的时刻';

create table engagement.contact_way_member (
    way_id bigint not null constraint contact_way_member_way_fk references engagement.contact_way (id) on delete cascade,
    staff_id bigint not null,
    stand_in boolean not null,
    days smallint not null constraint contact_way_member_days_ck check (days between 0 and 127),
    begins time not null,
    ends time not null,
    daily_cap integer not null constraint contact_way_member_cap_ck check (daily_cap between 0 and 1000),
    constraint contact_way_member_pk primary key (way_id, staff_id),
    constraint contact_way_member_hours_ck check (begins < ends),
    constraint contact_way_member_duty_ck check (stand_in or days > 0)
);
create index contact_way_member_staff_ix on engagement.contact_way_member (staff_id);
comment on table engagement.contact_way_member is '联系我的员工:值班(按星期与时段,每日上限)或替补(无人值班时接待)';
comment on column engagement.contact_way_member.begins is '值班开始的钟点,北京时间';
comment on column engagement.contact_way_member.days is '值班的星期,周一为最低位';
comment on column engagement.contact_way_member.daily_cap is '此码每天给此员工加多少位好友;0 不限';

create table engagement.contact_way_day (
    way_id bigint not null constraint contact_way_day_way_fk references engagement.contact_way (id) on delete cascade,
    day date not null,
    opened integer not null,
    constraint contact_way_day_pk primary key (way_id, day)
);
comment on table engagement.contact_way_day is '活码页面每天被多少个浏览器打开';

-- A code in WeCom that we do not know: nobody keeps its members in step.
create table engagement.contact_way_orphan (
    config_id text not null constraint contact_way_orphan_pk primary key,
    state text not null,
    remark text not null,
    members integer not null,
    found_at timestamptz not null,
    removal_by text,
    removal_at timestamptz
);
comment on table engagement.contact_way_orphan is '对账时在企业微信发现、平台不认识的联系我';

create table engagement.branch_page (
    institution_id bigint not null constraint branch_page_pk primary key,
    code text not null constraint branch_page_code_uq unique constraint branch_page_code_ck check (code ~ '^[0-9A-Za-z]{22}$'),
    made_by text not null,
    made_at timestamptz not null
);
comment on table engagement.branch_page is '选经理页面:客户按小区或贷款支行挑选客户经理';

select platform.show_rows('engagement.contact_way_member', 'staff_id in (select core.seen_staff(ever => true))');
select platform.show_rows('engagement.contact_way', '
    institution_id in (select core.seen_institutions()) or exists (select from engagement.contact_way_member m where m.way_id = id)');
select platform.show_rows('engagement.contact_way_day', 'exists (select from engagement.contact_way w where w.id = way_id)');
select platform.show_rows('engagement.branch_page', 'institution_id in (select core.seen_institutions())');

-- Friends who came by a code. To be counted, never to be shown: a funnel does not change because a member has moved on.
create view engagement.contact_way_add as
select w.id as way_id, l.id, l.staff_id, l.contact_id, l.added_at, l.first_add,
    l.ended_at is not null and l.ended_by <> 'TRANSFER' as deleted,
    exists (
        select from core.binding b
        where b.contact_id = l.contact_id and (b.unbound_at is null or b.unbound_at > l.added_at)) as certified
from engagement.contact_way w
join core.friend_link l on l.state = w.state;
comment on view engagement.contact_way_add is '供计数:经各码添加的好友,认证与删除与否,不按读者范围';
grant select on engagement.contact_way_add to scrm_reader;
