create schema engagement;
comment on schema engagement is '内容与触达:内容库、追踪链接、触达、频次保护、SOP、指令';
grant usage on schema engagement to scrm_reader;

create table engagement.interest_tag (
    id bigint generated always as identity constraint interest_tag_pk primary key,
    name text not null constraint interest_tag_name_uq unique constraint interest_tag_name_ck check (length(name) between 1 and 30)
);
comment on table engagement.interest_tag is '兴趣标签:内容讲的是什么;客户看了,便知其关心什么';

-- What a piece of content is for ever; what it says is in its versions.
create table engagement.content (
    id bigint generated always as identity constraint content_pk primary key,
    kind text not null constraint content_kind_ck check (
        kind in ('ARTICLE', 'POSTER', 'SCRIPT', 'MARKET', 'PRODUCT_CARD', 'MINI_PROGRAM', 'VIDEO')),
    institution_id bigint not null,
    author text not null,
    author_staff_id bigint,
    made_at timestamptz not null
);
create index content_institution_ix on engagement.content (institution_id, made_at desc);
comment on table engagement.content is '内容:文章、海报、话术、行情点评、产品卡片、小程序、视频';
comment on column engagement.content.institution_id is '归属机构:其下各级可用';
comment on column engagement.content.author is '作者的登录名';

-- Written and mended while open; from the moment it is published it stays as it is, and the next one replaces it.
create table engagement.content_version (
    id bigint generated always as identity constraint content_version_pk primary key,
    content_id bigint not null constraint content_version_content_fk references engagement.content (id),
    number integer not null constraint content_version_number_ck check (number > 0),
    state text not null constraint content_version_state_ck check (
        state in ('DRAFT', 'SUBMITTED', 'SENT_BACK', 'PUBLISHED', 'REPLACED', 'WITHDRAWN', 'EXPIRED')),
    title text not null constraint content_version_title_ck check (length(title) between 1 and 64),
    message text not null,
    body text not null,
    target_url text,
    interest_tag_id bigint constraint content_version_interest_fk references engagement.interest_tag (id),
    segment_ids smallint[] not null default '{}',
    valid_from date not null,
    valid_to date,
    verdict_id bigint,
    written_by text not null,
    written_at timestamptz not null,
    submitted_by text,
    submitted_at timestamptz,
    decided_by text,
    decided_at timestamptz,
    decision_reason text,
    ended_by text,
    ended_at timestamptz,
    end_reason text,
    version bigint not null default 0,
    constraint content_version_number_uq unique (content_id, number),
    constraint content_version_validity_ck check (valid_to >= valid_from),
    constraint content_version_two_people_ck check (decided_by is null or decided_by <> submitted_by),
    constraint content_version_decided_ck check (state not in ('PUBLISHED', 'REPLACED', 'SENT_BACK') or decided_by is not null),
    constraint content_version_screened_ck check (state not in ('SUBMITTED', 'PUBLISHED', 'REPLACED') or verdict_id is not null)
);
create unique index content_version_open_uq on engagement.content_version (content_id)
    where state in ('DRAFT', 'SUBMITTED', 'SENT_BACK');
create unique index content_version_published_uq on engagement.content_version (content_id) where state = 'PUBLISHED';
create index content_version_interest_ix on engagement.content_version (interest_tag_id) where interest_tag_id is not null;
create index content_version_ends_ix on engagement.content_version (valid_to) where state = 'PUBLISHED';
comment on table engagement.content_version is '内容的一版:起草、送审、退回、发布、被替换、撤回、到期';
comment on column engagement.content_version.message is '随内容发给客户的话;可空串';
comment on column engagement.content_version.body is '正文(CommonMark,不含 HTML)';
comment on column engagement.content_version.segment_ids is '适用客群;空:不限';
comment on column engagement.content_version.verdict_id is '送审时拦截检查的结论编号(标题、转发语、正文、变体合为一份)';

grant select on engagement.interest_tag, engagement.content, engagement.content_version to scrm_reader;
