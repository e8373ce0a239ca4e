-- What happened with a customer and has no table of its own. Links, bindings, assignments and segments are facts with their
-- own tables: the time line reads those where they are.
create table core.activity (
    id bigint generated always as identity,
    at timestamptz not null,
    kind text not null,
    customer_id bigint,
    contact_id bigint,
    staff_id bigint,
    source text not null,
    details jsonb not null default '{}',
    constraint activity_pk primary key (at, id),
    constraint activity_source_uq unique (at, source),
    constraint activity_whose_ck check (customer_id is not null or contact_id is not null)
) partition by range (at);
create index activity_customer_ix on core.activity (customer_id, at desc, id desc) where customer_id is not null;
create index activity_contact_ix on core.activity (contact_id, at desc, id desc) where contact_id is not null;
create index activity_staff_ix on core.activity (staff_id, at desc) where staff_id is not null;
comment on table core.activity is '客户动态:时间线上没有自己的表的事情;按月分区';
comment on column core.activity.customer_id is '空:当时还不知道是哪位客户,按联系人归入';
comment on column core.activity.source is '来源的唯一键:同一件事再次报来不会重复';
comment on column core.activity.details is '补充事实;不含姓名、手机号、聊天原文';

create table core.activity_other partition of core.activity default;
comment on table core.activity_other is '客户动态:不在任何已建月份内的事情';
do $$ begin perform platform.create_month_partitions('core.activity', date '2025-01-01', date '2027-12-01'); end $$;

-- Whose a contact's doings are: those from before the first certification, and until the end of each, are the customer's whom
-- the contact is (or was then) certified as. The spans of a contact never overlap.
create view core.pub_contact_span as
select b.customer_id, b.contact_id,
    coalesce(
        (select max(p.unbound_at) from core.binding p
         where p.contact_id = b.contact_id and p.id <> b.id and p.unbound_at <= b.bound_at),
        '-infinity') as since,
    coalesce(b.unbound_at, 'infinity') as until
from core.binding b;
comment on view core.pub_contact_span is '联系人的动态在何时段内算作哪位客户的(认证之前的也算)';

-- The newest effective contact of each customer: what the maintenance cycle is read from.
create table core.last_contact (
    customer_id bigint not null constraint last_contact_pk primary key constraint last_contact_customer_fk references core.customer (id),
    staff_id bigint not null constraint last_contact_staff_fk references core.staff (id),
    at timestamptz not null,
    kind text not null,
    previous_at timestamptz,
    constraint last_contact_previous_ck check (previous_at < at)
);
create index last_contact_staff_ix on core.last_contact (staff_id, at);
comment on table core.last_contact is '每位客户最近一次有效联系(群发不算)';
comment on column core.last_contact.previous_at is '此前另一日的最近一次有效联系:两者相隔即维护周期';

create sequence core.note_seq increment by 50;

-- What a manager writes down about a customer. The text is personal data.
create table core.note (
    id bigint not null constraint note_pk primary key,
    customer_id bigint not null constraint note_customer_fk references core.customer (id),
    staff_id bigint constraint note_staff_fk references core.staff (id),
    written_by text not null,
    written_at timestamptz not null,
    met_on date,
    channel text constraint note_channel_ck check (channel in ('CALL', 'VISIT', 'BRANCH', 'WECOM')),
    text_enc bytea not null,
    remind_on date
);
create index note_customer_ix on core.note (customer_id, written_at desc);
create index note_staff_ix on core.note (staff_id, remind_on);
comment on table core.note is '跟进记录:电话、拜访、到店、企业微信沟通;正文加密';
comment on column core.note.channel is '空:只是备注,不算一次有效联系';
