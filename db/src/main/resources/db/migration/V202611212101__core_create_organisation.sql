create sequence core.institution_seq increment by 50;

create table core.institution (
    id bigint not null constraint institution_pk primary key,
    code text not null constraint institution_code_uq unique,
    name text not null,
    parent_id bigint constraint institution_parent_fk references core.institution (id),
    level smallint not null constraint institution_level_ck check (level between 1 and 15),
    province text not null constraint institution_province_ck check (province ~ '^[0-9]{6}$'),
    version bigint not null,
    constraint institution_own_parent_ck check (parent_id <> id)
);
create index institution_parent_ix on core.institution (parent_id);
-- Checked at commit: a delivery may put a new head office above the old one.
alter table core.institution add constraint institution_root_uq
    exclude using btree ((parent_id is null) with =) where (parent_id is null) deferrable initially deferred;
comment on table core.institution is '机构:总行、分行、支行、网点,任意层级';
comment on column core.institution.province is '省份代码(GB/T 2260,六位)';

-- The closure of the tree: every institution with each of its ancestors and itself. Scopes and roll-ups read it.
create table core.institution_path (
    ancestor_id bigint not null constraint institution_path_ancestor_fk references core.institution (id),
    institution_id bigint not null constraint institution_path_institution_fk references core.institution (id),
    depth smallint not null,
    constraint institution_path_pk primary key (ancestor_id, institution_id)
);
create index institution_path_institution_ix on core.institution_path (institution_id, depth);
comment on table core.institution_path is '机构树的闭包:每个机构与其所有上级(含自身)';

create sequence core.staff_seq increment by 50;

create table core.staff (
    id bigint not null constraint staff_pk primary key,
    staff_no text constraint staff_no_uq unique,
    wecom_userid text,
    name text,
    version bigint not null,
    constraint staff_known_by_ck check (staff_no is not null or wecom_userid is not null)
);
-- WeCom's user ids are case-insensitive.
create unique index staff_wecom_userid_uq on core.staff (lower(wecom_userid));
comment on table core.staff is '员工:按工号(人力系统)和企业微信账号识别,两者可先后到达';

create sequence core.staff_post_seq increment by 50;

create table core.staff_post (
    id bigint not null constraint staff_post_pk primary key,
    staff_id bigint not null constraint staff_post_staff_fk references core.staff (id),
    institution_id bigint not null constraint staff_post_institution_fk references core.institution (id),
    position text not null,
    valid_from date not null,
    valid_to date,
    constraint staff_post_from_uq unique (staff_id, valid_from),
    constraint staff_post_period_ck check (valid_to >= valid_from)
);
create unique index staff_post_open_uq on core.staff_post (staff_id) where valid_to is null;
create index staff_post_institution_ix on core.staff_post (institution_id);
comment on table core.staff_post is '任职:员工在某机构某岗位的一段时间(起止日都含);同一员工的任职先后相接,不重叠';
