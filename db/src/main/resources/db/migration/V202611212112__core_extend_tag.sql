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
    add column rule jsonb,
    add column rule_version bigint not null default 0;
create unique index tag_name_uq on core.tag (group_id, name) where not deleted and wecom_tag_id is null;
comment on column core.tag.rule is '规则标签的规则;空:人工标签';

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

-- What the platform wants changed in WeCom. A wish is carried out there first and comes back as WeCom's word: what has come
-- back never makes a wish, so there is no echo.
create table core.tag_wish (
    id bigint generated always as identity constraint tag_wish_pk primary key,
    kind text not null constraint tag_wish_kind_ck check (kind in ('CREATE', 'RENAME', 'DELETE', 'MARK', 'UNMARK')),
    link_id bigint constraint tag_wish_link_fk references core.friend_link (id),
    tag_id bigint constraint tag_wish_tag_fk references core.tag (id),
    group_id bigint constraint tag_wish_group_fk references core.tag_group (id),
    name text,
    known_name text,
    wished_by text not null,
    wished_at timestamptz not null,
    status text not null default 'WAITING' constraint tag_wish_status_ck check (status in ('WAITING', 'DONE', 'OVERRULED', 'FAILED')),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    settled_at timestamptz,
    failure text
);
create index tag_wish_waiting_ix on core.tag_wish (next_attempt_at, id) where status = 'WAITING';
create unique index tag_wish_mark_uq on core.tag_wish (link_id, tag_id) where status = 'WAITING' and link_id is not null;
create index tag_wish_link_ix on core.tag_wish (link_id);
create index tag_wish_tag_ix on core.tag_wish (tag_id);
create index tag_wish_group_ix on core.tag_wish (group_id);
comment on table core.tag_wish is '待在企业微信中实现的标签变更;实现后以企业微信为准';
comment on column core.tag_wish.known_name is '改名所依据的旧名:企业微信中已是别的名称时,以企业微信为准,此变更作废';
