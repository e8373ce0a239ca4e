-- A link for one piece of content, one member of staff and, mostly, one contact. It is made once and never changes.
create table engagement.link (
    id bigint generated always as identity constraint link_pk primary key,
    code text not null constraint link_code_uq unique constraint link_code_ck check (length(code) = 25),
    content_id bigint not null constraint link_content_fk references engagement.content (id),
    staff_id bigint not null,
    contact_id bigint,
    touch_id bigint,
    made_at timestamptz not null,
    constraint link_what_uq unique nulls not distinct (content_id, staff_id, contact_id, touch_id)
);
create index link_staff_ix on engagement.link (staff_id);
create index link_contact_ix on engagement.link (contact_id) where contact_id is not null;
create index link_touch_ix on engagement.link (touch_id) where touch_id is not null;
comment on table engagement.link is '追踪链接:员工、内容、联系人(可空)、触达(可空)各一条,地址为 /l/{code}';
comment on column engagement.link.code is '随机 96 位加校验 48 位(带密钥),base62';
comment on column engagement.link.contact_id is '空:公开的链接(朋友圈、群),谁看由微信授权认出';
comment on column engagement.link.touch_id is '随哪次触达发出(engagement.touch.id);空:员工自己转发';

-- One row is one opening of the page by a person; what is read makes the same row grow.
create table engagement.link_visit (
    id bigint generated always as identity,
    opened_at timestamptz not null,
    link_id bigint not null,
    content_id bigint not null,
    version_id bigint not null,
    staff_id bigint not null,
    contact_id bigint,
    visitor text not null,
    parent_id bigint,
    depth smallint not null default 0 constraint link_visit_depth_ck check (depth between 0 and 100),
    dwell_seconds integer not null default 0 constraint link_visit_dwell_ck check (dwell_seconds between 0 and 3600),
    scroll_percent smallint not null default 0 constraint link_visit_scroll_ck check (scroll_percent between 0 and 100),
    sections smallint[] not null default '{}',
    target_at timestamptz,
    constraint link_visit_pk primary key (id, opened_at)
) partition by range (opened_at);
create table engagement.link_visit_other partition of engagement.link_visit default;
select platform.create_month_partitions('engagement.link_visit', date '2026-09-01', date '2027-02-01');
create index link_visit_content_ix on engagement.link_visit (content_id, staff_id);
create index link_visit_contact_ix on engagement.link_visit (contact_id, opened_at desc) where contact_id is not null;
create index link_visit_link_ix on engagement.link_visit (link_id);
comment on table engagement.link_visit is '打开追踪链接的每一次(不含机器与预览);按月分区';
comment on column engagement.link_visit.contact_id is '谁看的:微信认出的,或链接本人;转发而未认出则空';
comment on column engagement.link_visit.visitor is '首方 cookie 的摘要,不能反查';
comment on column engagement.link_visit.parent_id is '从哪一次打开转发而来';
comment on column engagement.link_visit.depth is '转发层数:0 为收到链接的人自己';
comment on column engagement.link_visit.sections is '读到的小标题序号(从 0 起)';
comment on column engagement.link_visit.target_at is '点「继续」去往目标页的时刻';

-- What machines fetch is kept apart: a preview is nobody's interest.
create table engagement.link_fetch (
    id bigint generated always as identity,
    at timestamptz not null,
    link_id bigint not null,
    reason text not null,
    constraint link_fetch_pk primary key (id, at)
) partition by range (at);
create table engagement.link_fetch_other partition of engagement.link_fetch default;
select platform.create_month_partitions('engagement.link_fetch', date '2026-09-01', date '2027-02-01');
create index link_fetch_link_ix on engagement.link_fetch (link_id);
comment on table engagement.link_fetch is '机器与链接预览的读取,连同认出的缘由;不计入打开';

create table engagement.opt_out (
    id bigint generated always as identity constraint opt_out_pk primary key,
    contact_id bigint,
    visitor text,
    link_id bigint constraint opt_out_link_fk references engagement.link (id),
    at timestamptz not null,
    revoked_at timestamptz,
    constraint opt_out_whose_ck check (num_nonnulls(contact_id, visitor) = 1),
    constraint opt_out_time_ck check (revoked_at >= at)
);
create unique index opt_out_contact_uq on engagement.opt_out (contact_id) where revoked_at is null and contact_id is not null;
create unique index opt_out_visitor_uq on engagement.opt_out (visitor) where revoked_at is null and visitor is not null;
create index opt_out_link_ix on engagement.opt_out (link_id) where link_id is not null;
comment on table engagement.opt_out is '退订:客户一点即退,不再主动推送;revoked_at 为空即有效';
comment on column engagement.opt_out.visitor is '认不出是哪位联系人时,记首方 cookie 的摘要';

create table engagement.customer_interest (
    contact_id bigint not null,
    interest_tag_id bigint not null constraint customer_interest_tag_fk references engagement.interest_tag (id),
    count integer not null constraint customer_interest_count_ck check (count > 0),
    last_at timestamptz not null,
    constraint customer_interest_pk primary key (contact_id, interest_tag_id)
);
create index customer_interest_tag_ix on engagement.customer_interest (interest_tag_id, last_at);
comment on table engagement.customer_interest is '行为标签:看某类内容满若干秒的次数与最近一次';

create table engagement.lead (
    id bigint generated always as identity constraint lead_pk primary key,
    content_id bigint not null constraint lead_content_fk references engagement.content (id),
    version_id bigint not null constraint lead_version_fk references engagement.content_version (id),
    contact_id bigint not null,
    customer_id bigint,
    staff_id bigint not null,
    next_step text not null constraint lead_next_step_ck check (next_step in ('HELP_FINISH', 'TELL_MORE', 'ASK_NEEDS')),
    state text not null default 'NEW' constraint lead_state_ck check (state in ('NEW', 'TAKEN', 'DONE', 'DROPPED')),
    raised_at timestamptz not null,
    taken_at timestamptz,
    taken_by text,
    closed_at timestamptz,
    closed_by text,
    reason text constraint lead_reason_length_ck check (length(reason) <= 200),
    constraint lead_closed_ck check ((state in ('DONE', 'DROPPED')) = (closed_at is not null)),
    constraint lead_reason_ck check (state <> 'DROPPED' or reason is not null)
);
-- of a customer with several contacts, one lead
create unique index lead_open_uq on engagement.lead (content_id, coalesce(customer_id, -contact_id)) where state in ('NEW', 'TAKEN');
create index lead_version_ix on engagement.lead (version_id);
create index lead_staff_ix on engagement.lead (staff_id, state, raised_at desc, id desc);
create index lead_contact_ix on engagement.lead (contact_id, content_id);
comment on table engagement.lead is '商机线索:客户看得久、看得深,交给链接的客户经理跟进';
comment on column engagement.lead.next_step is 'HELP_FINISH 已点去办理,帮其办完;TELL_MORE 看得仔细,讲讲细节;ASK_NEEDS 看了,问问需要';

-- An order of the bank's systems, once for each state that it came to.
create table engagement.sale (
    id bigint generated always as identity constraint sale_pk primary key,
    order_no text not null,
    state text not null constraint sale_state_ck check (state in ('RESERVED', 'CREDITED', 'USED')),
    customer_id bigint not null,
    staff_id bigint,
    institution_id bigint,
    product_code text not null,
    kind text not null constraint sale_kind_ck check (
        kind in ('DEPOSIT', 'WEALTH', 'FUND', 'INSURANCE', 'GOLD', 'TRUST', 'LOAN', 'CARD', 'OTHER')),
    amount numeric(18, 2) not null constraint sale_amount_ck check (amount >= 0),
    income numeric(18, 2) not null,
    at timestamptz not null,
    received_at timestamptz not null,
    constraint sale_order_uq unique (order_no, state)
);
create index sale_product_ix on engagement.sale (product_code, at);
create index sale_customer_ix on engagement.sale (customer_id, at);
create index sale_institution_ix on engagement.sale (institution_id, at);
create index sale_staff_ix on engagement.sale (staff_id, at);
comment on table engagement.sale is '产品订单:预约、授信(到账)、用信(使用)各一行';
comment on column engagement.sale.staff_id is '当日的管户客户经理';
comment on column engagement.sale.institution_id is '当日管户的机构;无管户则客户的归属机构';
comment on column engagement.sale.income is '本行收入(元),可为负(冲正)';

create table engagement.sale_part (
    sale_id bigint not null constraint sale_part_sale_fk references engagement.sale (id),
    link_id bigint not null constraint sale_part_link_fk references engagement.link (id),
    content_id bigint not null,
    staff_id bigint not null,
    amount numeric(18, 2) not null,
    income numeric(18, 2) not null,
    constraint sale_part_pk primary key (sale_id, link_id)
);
create index sale_part_link_ix on engagement.sale_part (link_id);
create index sale_part_content_ix on engagement.sale_part (content_id);
create index sale_part_staff_ix on engagement.sale_part (staff_id);
comment on table engagement.sale_part is '归因:一笔订单由哪些链接带来,各得多少;各份之和等于全额,分毫不差';

select platform.show_rows('engagement.link', 'staff_id in (select core.seen_staff(ever => false))');
select platform.show_rows('engagement.link_visit', 'staff_id in (select core.seen_staff(ever => false))');
select platform.show_rows('engagement.lead', 'staff_id in (select core.seen_staff(ever => false))');
select platform.show_rows('engagement.sale_part', 'staff_id in (select core.seen_staff(ever => false))');
select platform.show_rows('engagement.sale',
    'institution_id in (select core.seen_institutions()) or staff_id = (select core.scope_staff())');
select platform.show_rows('engagement.customer_interest', 'core.sees_contact(contact_id)');
select platform.show_rows('engagement.opt_out', 'contact_id is not null and core.sees_contact(contact_id)');
