create sequence core.external_contact_seq increment by 50;

create table core.external_contact (
    id bigint not null constraint external_contact_pk primary key,
    external_userid text not null constraint external_contact_userid_uq unique,
    kind smallint constraint external_contact_kind_ck check (kind in (1, 2)),
    name_enc bytea,
    gender smallint constraint external_contact_gender_ck check (gender in (0, 1, 2)),
    unionid text,
    version bigint not null
);
create index external_contact_unionid_ix on core.external_contact (unionid) where unionid is not null;
comment on table core.external_contact is '外部联系人(企业微信侧);仅由回调得知、尚未读到详情时只有编号';
comment on column core.external_contact.kind is '1 微信用户,2 企业微信用户';

create sequence core.friend_link_seq increment by 50;

create table core.friend_link (
    id bigint not null constraint friend_link_pk primary key,
    staff_id bigint not null constraint friend_link_staff_fk references core.staff (id),
    contact_id bigint not null constraint friend_link_contact_fk references core.external_contact (id),
    added_at timestamptz not null,
    add_way smallint,
    state text,
    remark_enc bytea,
    description_enc bytea,
    first_add boolean not null,
    origin_link_id bigint constraint friend_link_origin_fk references core.friend_link (id),
    ended_at timestamptz,
    ended_by text constraint friend_link_ended_by_ck check (ended_by in ('STAFF', 'CUSTOMER', 'TRANSFER', 'UNKNOWN')),
    version bigint not null,
    constraint friend_link_life_uq unique (staff_id, contact_id, added_at),
    constraint friend_link_period_ck check (ended_at >= added_at),
    constraint friend_link_ended_ck check ((ended_at is null) = (ended_by is null))
);
create unique index friend_link_live_uq on core.friend_link (staff_id, contact_id) where ended_at is null;
create unique index friend_link_first_add_uq on core.friend_link (contact_id) where first_add;
create index friend_link_contact_ix on core.friend_link (contact_id, added_at);
create index friend_link_added_ix on core.friend_link (added_at);
create index friend_link_origin_ix on core.friend_link (origin_link_id) where origin_link_id is not null;
comment on table core.friend_link is '好友关系的一段:员工与外部联系人从添加到删除;删除后再加是新的一段';
comment on column core.friend_link.first_add is '该联系人在全行的首次添加';
comment on column core.friend_link.origin_link_id is '由哪一段关系转接而来';

-- What was reported of endings, as facts: the lives above are folded from them, so that the order of arrival does not matter.
create table core.friend_link_ending (
    staff_id bigint not null constraint friend_link_ending_staff_fk references core.staff (id),
    contact_id bigint not null constraint friend_link_ending_contact_fk references core.external_contact (id),
    ended_at timestamptz not null,
    ended_by text not null constraint friend_link_ending_by_ck check (ended_by in ('STAFF', 'CUSTOMER', 'TRANSFER', 'UNKNOWN')),
    constraint friend_link_ending_pk primary key (staff_id, contact_id, ended_at, ended_by)
);
create index friend_link_ending_contact_ix on core.friend_link_ending (contact_id);
comment on table core.friend_link_ending is '好友关系结束的事实(谁在何时删除),与添加的先后到达无关';

create table core.tag_group (
    id bigint generated always as identity constraint tag_group_pk primary key,
    wecom_group_id text not null constraint tag_group_wecom_uq unique,
    name text not null,
    sort_order bigint not null,
    deleted boolean not null default false
);
comment on table core.tag_group is '企业标签组';

create table core.tag (
    id bigint generated always as identity constraint tag_pk primary key,
    group_id bigint not null constraint tag_group_fk references core.tag_group (id),
    wecom_tag_id text not null constraint tag_wecom_uq unique,
    name text not null,
    sort_order bigint not null,
    deleted boolean not null default false
);
create index tag_group_ix on core.tag (group_id);
comment on table core.tag is '企业标签';

create table core.friend_link_tag (
    link_id bigint not null constraint friend_link_tag_link_fk references core.friend_link (id),
    tag_id bigint not null constraint friend_link_tag_tag_fk references core.tag (id),
    constraint friend_link_tag_pk primary key (link_id, tag_id)
);
create index friend_link_tag_tag_ix on core.friend_link_tag (tag_id);
comment on table core.friend_link_tag is '员工给好友打的企业标签';

create sequence core.binding_seq increment by 50;

create table core.binding (
    id bigint not null constraint binding_pk primary key,
    contact_id bigint not null constraint binding_contact_fk references core.external_contact (id),
    customer_id bigint not null constraint binding_customer_fk references core.customer (id),
    bound_at timestamptz not null,
    unbound_at timestamptz,
    route text not null constraint binding_route_ck check (route in ('app', 'link')),
    province text constraint binding_province_ck check (province ~ '^[0-9]{6}$'),
    consent_version text,
    version bigint not null default 0,
    constraint binding_from_uq unique (contact_id, bound_at),
    constraint binding_period_ck check (unbound_at >= bound_at)
);
create unique index binding_standing_uq on core.binding (contact_id) where unbound_at is null;
create index binding_customer_ix on core.binding (customer_id);
comment on table core.binding is '实名认证:外部联系人即行内某客户,自认证到解除;同一联系人同时只认证为一个客户';
