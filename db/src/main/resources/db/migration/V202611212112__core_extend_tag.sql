-- Besides corp tags, which WeCom keeps, the bank has tags of its own, on customers.
alter table core.tag_group
    alter column wecom_group_id drop not null,
    add column kind text not null default 'CORP' constraint tag_group_kind_ck check (kind in ('CORP', 'STRATEGY', 'OWN')),
    add column strategy_id bigint,
    add constraint tag_group_wecom_ck check ((kind = 'OWN') = (wecom_group_id is null)),
    add constraint tag_group_strategy_ck check ((kind = 'STRATEGY') = (strategy_id is not null));
comment on column core.tag_group.kind is 'CORP 企业标签;STRATEGY 规则组标签;OWN 行内标签(打在客户上,企业微信中没有)';

alter table core.tag
    alter column wecom_tag_id drop not null,
    add column segment_id smallint constraint tag_segment_fk references core.segment (id);
create index tag_segment_ix on core.tag (segment_id) where segment_id is not null;
create unique index tag_name_uq on core.tag (group_id, name) where not deleted and wecom_tag_id is null;
comment on column core.tag.segment_id is '规则标签所跟随的规则客群:属于它的客户有此标签,其余没有;空:人工标签';

create table core.customer_tag (
    customer_id bigint not null constraint customer_tag_customer_fk references core.customer (id),
    tag_id bigint not null constraint customer_tag_tag_fk references core.tag (id),
    by_rule boolean not null,
    tagged_by text,
    tagged_at timestamptz not null,
    constraint customer_tag_pk primary key (customer_id, tag_id)
);
create index customer_tag_tag_ix on core.customer_tag (tag_id, customer_id);
comment on table core.customer_tag is '客户身上的行内标签:人工或按规则';

-- Readings of WeCom's tags overtake each other: each takes a number before it asks, and one that began earlier never
-- replaces one that began later.
create sequence core.tag_reading_seq;

create table core.tag_reading (
    only_row boolean not null default true constraint tag_reading_pk primary key constraint tag_reading_one_ck check (only_row),
    latest bigint not null
);
insert into core.tag_reading (latest) values (0);
comment on table core.tag_reading is '最近一次读入的企业微信标签是第几次读取;更早开始的读取不再覆盖';

-- What the platform wants changed in WeCom. A wish is carried out there first and comes back as WeCom's word: what has come
-- back never makes a wish, so there is no echo.
create table core.tag_wish (
    id bigint generated always as identity constraint tag_wish_pk primary key,
    kind text not null constraint tag_wish_kind_ck check (kind in ('CREATE', 'RENAME', 'REORDER', 'DELETE', 'MARK', 'UNMARK')),
    link_id bigint constraint tag_wish_link_fk references core.friend_link (id),
    tag_id bigint constraint tag_wish_tag_fk references core.tag (id),
    group_id bigint constraint tag_wish_group_fk references core.tag_group (id),
    group_name text,
    name text,
    known_name text,
    sort_order bigint,
    wished_by text not null,
    wished_at timestamptz not null,
    status text not null default 'WAITING' constraint tag_wish_status_ck check (status in ('WAITING', 'DONE', 'OVERRULED', 'FAILED')),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    leased_until timestamptz,
    unsure boolean not null default false,
    attempted_at timestamptz,
    settled_at timestamptz,
    reason text,
    code integer,
    acknowledged boolean not null default false,
    by_rule boolean not null default false,
    recheck_at timestamptz,
    constraint tag_wish_mark_ck check ((kind in ('MARK', 'UNMARK')) = (link_id is not null)),
    constraint tag_wish_settled_ck check ((status = 'WAITING') = (settled_at is null))
);
create index tag_wish_definition_ix on core.tag_wish (id) where status = 'WAITING' and link_id is null;
create index tag_wish_mark_ix on core.tag_wish (by_rule, next_attempt_at, id) where status = 'WAITING' and link_id is not null;
create unique index tag_wish_mark_uq on core.tag_wish (link_id, tag_id) where status = 'WAITING' and link_id is not null;
create index tag_wish_recheck_ix on core.tag_wish (recheck_at) where recheck_at is not null;
create index tag_wish_told_ix on core.tag_wish (wished_by) where status in ('OVERRULED', 'FAILED') and not acknowledged;
create index tag_wish_link_ix on core.tag_wish (link_id);
create index tag_wish_tag_ix on core.tag_wish (tag_id);
create index tag_wish_group_ix on core.tag_wish (group_id);
comment on table core.tag_wish is '待在企业微信中实现的标签变更;实现后以企业微信为准';
comment on column core.tag_wish.known_name is '变更所依据的名称:企业微信中已是别的名称时,以企业微信为准,此变更作废';
comment on column core.tag_wish.unsure is '上一次尝试的结果不明:先看企业微信现状,再决定是否重做';
comment on column core.tag_wish.attempted_at is '结果不明的那次尝试始于何时';
comment on column core.tag_wish.acknowledged is '提出人已知悉作废或失败';
comment on column core.tag_wish.by_rule is '规则标签提出,不是人提出:让人提出的先行,等待不限时';
comment on column core.tag_wish.recheck_at is '打标成功后,何时再核对一次本地是否与企业微信一致';

-- What rule tags have asked for on friends. Rules compare with this and never with what WeCom has: whatever comes back from
-- there, of our own doing or a member's, makes no rule ask again.
create table core.rule_mark (
    customer_id bigint not null constraint rule_mark_customer_fk references core.customer (id),
    tag_id bigint not null constraint rule_mark_tag_fk references core.tag (id),
    link_id bigint not null constraint rule_mark_link_fk references core.friend_link (id),
    constraint rule_mark_pk primary key (customer_id, tag_id, link_id)
);
create index rule_mark_link_ix on core.rule_mark (link_id, tag_id);
create index rule_mark_tag_ix on core.rule_mark (tag_id);
comment on table core.rule_mark is '规则标签已要求打上的好友:客户进入客群时要求,离开时撤回';
