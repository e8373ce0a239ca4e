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
    verdict_at timestamptz,
    go_on_reason text,
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
comment on column engagement.content_version.verdict_at is '该结论的时点,与编号一起指认结论';
comment on column engagement.content_version.go_on_reason is '拦截检查提示之后仍继续的理由';

create table engagement.content_variant (
    version_id bigint not null constraint content_variant_version_fk references engagement.content_version (id) on delete cascade,
    position smallint not null constraint content_variant_position_ck check (position between 1 and 5),
    message text not null constraint content_variant_message_ck check (length(message) between 1 and 2000),
    constraint content_variant_pk primary key (version_id, position)
);
comment on table engagement.content_variant is '转发语的变体:同一网点的员工各发各的说法';

-- What was submitted is what was screened, and what was published is what customers were shown: neither changes any more.
create function engagement.refuse_change_of_content() returns trigger
language plpgsql as $$
begin
    if old.state not in ('DRAFT', 'SENT_BACK') and not (old.state = 'SUBMITTED' and new.state in ('DRAFT', 'SENT_BACK'))
        and (old.content_id, old.number, old.title, old.message, old.body, old.target_url, old.interest_tag_id, old.segment_ids,
            old.valid_from, old.valid_to, old.written_by, old.written_at, old.submitted_by, old.submitted_at)
        is distinct from
            (new.content_id, new.number, new.title, new.message, new.body, new.target_url, new.interest_tag_id, new.segment_ids,
            new.valid_from, new.valid_to, new.written_by, new.written_at, new.submitted_by, new.submitted_at) then
        raise exception 'What was submitted or published of content does not change' using errcode = 'restrict_violation';
    end if;
    if old.state in ('REPLACED', 'WITHDRAWN', 'EXPIRED') and new.state <> old.state
        or old.state = 'PUBLISHED' and new.state not in ('PUBLISHED', 'REPLACED', 'WITHDRAWN', 'EXPIRED') then
        raise exception 'A version of content that has ended stays so' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
comment on function engagement.refuse_change_of_content() is '送审后、发布后的内容不可改';
create trigger content_version_immutable before update on engagement.content_version
for each row execute function engagement.refuse_change_of_content();

create function engagement.refuse_change_of_variant() returns trigger
language plpgsql as $$
begin
    if exists (
        select from engagement.content_version v
        where v.id in (old.version_id, new.version_id) and v.state not in ('DRAFT', 'SENT_BACK')) then
        raise exception 'What was submitted or published of content does not change' using errcode = 'restrict_violation';
    end if;
    return coalesce(new, old);
end
$$;
comment on function engagement.refuse_change_of_variant() is '送审后、发布后的变体不可改';
create trigger content_variant_immutable before insert or update or delete on engagement.content_variant
for each row execute function engagement.refuse_change_of_variant();

-- Versions that are alike share a band's hash with near certainty; how much they are alike is then counted exactly.
create table engagement.content_band (
    version_id bigint not null constraint content_band_version_fk references engagement.content_version (id) on delete cascade,
    band smallint not null,
    hash bigint not null,
    constraint content_band_pk primary key (version_id, band)
);
create index content_band_hash_ix on engagement.content_band (band, hash);
comment on table engagement.content_band is '各版文字三字组的最小哈希分段,用来在全行找近似内容';

create table engagement.content_file (
    sha256 bytea constraint content_file_pk primary key constraint content_file_sha256_ck check (length(sha256) = 32),
    media_type text not null constraint content_file_type_ck check (media_type in ('image/png', 'image/jpeg', 'application/pdf')),
    width integer,
    height integer,
    bytes bytea not null,
    kept_at timestamptz not null
);
alter table engagement.content_file alter column bytes set storage external;
comment on table engagement.content_file is '内容引用的图片与文件,按 SHA-256 只存一份';

create table engagement.content_file_holder (
    sha256 bytea not null constraint content_file_holder_file_fk references engagement.content_file (sha256),
    institution_id bigint not null,
    name text not null,
    kept_by text not null,
    kept_at timestamptz not null,
    constraint content_file_holder_pk primary key (sha256, institution_id)
);
comment on table engagement.content_file_holder is '哪个机构传了哪个文件:其下各级可用';

-- Whose content may be used: that of the own institution and of all above it.
create function engagement.used_institutions() returns setof bigint language sql stable parallel safe security definer rows 10
begin atomic
    select ancestor_id from core.institution_path where institution_id = core.scope_institution()
    union
    select u.ancestor_id
    from core.staff_post p
    join core.institution_path u on u.institution_id = p.institution_id
    where p.staff_id = core.scope_staff() and p.valid_from <= core.scope_today() and (p.valid_to is null or p.valid_to >= core.scope_today());
end;
comment on function engagement.used_institutions() is '读者可用其内容的机构:本机构及其上级';

grant select on engagement.interest_tag to scrm_reader;
select platform.show_rows('engagement.content', '
    institution_id in (select core.seen_institutions()) or institution_id in (select engagement.used_institutions())');
-- below, what is still being written is nobody's business
select platform.show_rows('engagement.content_version', '
    exists (select from engagement.content c where c.id = content_id
        and (state not in (''DRAFT'', ''SUBMITTED'', ''SENT_BACK'') or c.institution_id in (select core.seen_institutions())))');
select platform.show_rows('engagement.content_variant', 'exists (select from engagement.content_version v where v.id = version_id)');
select platform.show_rows('engagement.content_file_holder', '
    institution_id in (select core.seen_institutions()) or institution_id in (select engagement.used_institutions())');
select platform.show_rows('engagement.content_file', 'exists (select from engagement.content_file_holder h where h.sha256 = content_file.sha256)');
