create schema compliance;
comment on schema compliance is '合规:词库、拦截、会话存档、预警与证据';

-- Entries never change: a changed entry is another one. Versions share them, so that the difference of two versions is
-- the difference of two sets, and a version that is rolled back to is the same set again.
create table compliance.lexicon_entry (
    id bigint generated always as identity constraint lexicon_entry_pk primary key,
    term text not null,
    match text not null constraint lexicon_entry_match_ck check (match in ('LITERAL', 'COMBINATION')),
    distance integer not null constraint lexicon_entry_distance_ck check (distance >= 0),
    level text not null constraint lexicon_entry_level_ck check (level in ('RECORD', 'WARN', 'BLOCK')),
    category text not null,
    safe_contexts text[] not null,
    readings text[] not null,
    outlets text[] not null,
    institutions text[] not null,
    roles text[] not null,
    ground text not null,
    valid_from date,
    valid_to date,
    digest bytea not null constraint lexicon_entry_digest_uq unique,
    constraint lexicon_entry_validity_ck check (valid_to >= valid_from)
);
comment on table compliance.lexicon_entry is '词条;只增不改,各版本共用';
comment on column compliance.lexicon_entry.term is '词;组合词以竖线分开两部分';
comment on column compliance.lexicon_entry.distance is '组合词两部分之间至多相隔的字数(规范形式)';
comment on column compliance.lexicon_entry.institutions is '适用机构编号,含其下级;空:全行';
comment on column compliance.lexicon_entry.ground is '依据:法规或制度的条款;可为空串';
comment on column compliance.lexicon_entry.digest is '全部内容的 SHA-256:同样的词条只有一行';

create trigger lexicon_entry_immutable before update or delete on compliance.lexicon_entry
for each row execute function platform.refuse_change();

create table compliance.lexicon_version (
    number integer generated always as identity constraint lexicon_version_pk primary key,
    status text not null constraint lexicon_version_status_ck check (
        status in ('DRAFT', 'SUBMITTED', 'PUBLISHED', 'DROPPED')),
    note text not null,
    author text not null,
    created_at timestamptz not null,
    publisher text,
    published_at timestamptz,
    effective_from timestamptz,
    constraint lexicon_version_published_ck check (
        (status = 'PUBLISHED') = (publisher is not null and published_at is not null and effective_from is not null)),
    constraint lexicon_version_four_eyes_ck check (lower(publisher) <> lower(author))
);
create index lexicon_version_effective_ix on compliance.lexicon_version (effective_from desc, number desc) where status = 'PUBLISHED';
comment on table compliance.lexicon_version is '词库版本:起草、提交(此后不可改)、由另一人发布、自某时生效';
create function compliance.tell_of_lexicon() returns trigger
language plpgsql as $$
begin
    perform pg_notify('lexicon', '');
    return null;
end
$$;
comment on function compliance.tell_of_lexicon() is '发布提交后通知各节点';
create trigger lexicon_version_told after insert or update on compliance.lexicon_version
for each row when (new.status = 'PUBLISHED') execute function compliance.tell_of_lexicon();
comment on column compliance.lexicon_version.note is '起草人写的修改说明';

create table compliance.lexicon_content (
    version integer not null constraint lexicon_content_version_fk references compliance.lexicon_version,
    entry_id bigint not null constraint lexicon_content_entry_fk references compliance.lexicon_entry,
    constraint lexicon_content_pk primary key (version, entry_id)
);
create index lexicon_content_entry_ix on compliance.lexicon_content (entry_id);
comment on table compliance.lexicon_content is '各版本的词条;发布后不变';

create function compliance.refuse_change_of_published() returns trigger
language plpgsql as $$
begin
    if exists (
        select from compliance.lexicon_version v
        where v.number in (old.version, new.version) and v.status <> 'DRAFT') then
        raise exception 'Only a draft of the lexicon can be changed' using errcode = 'restrict_violation';
    end if;
    return coalesce(new, old);
end
$$;
comment on function compliance.refuse_change_of_published() is '已发布的词库版本不可改';
create trigger lexicon_content_published before insert or update or delete on compliance.lexicon_content
for each row execute function compliance.refuse_change_of_published();

create table compliance.safe_context_proposal (
    id bigint generated always as identity constraint safe_context_proposal_pk primary key,
    entry_id bigint not null constraint safe_context_proposal_entry_fk references compliance.lexicon_entry,
    phrase text not null constraint safe_context_proposal_phrase_ck check (length(phrase) between 1 and 64),
    proposed_by text not null,
    proposed_at timestamptz not null,
    state text not null default 'OPEN' constraint safe_context_proposal_state_ck check (state in ('OPEN', 'TAKEN', 'DISMISSED')),
    decided_by text,
    decided_at timestamptz,
    constraint safe_context_proposal_decided_ck check (
        (state = 'OPEN') = (decided_by is null) and (decided_by is null) = (decided_at is null))
);
create unique index safe_context_proposal_open_uq on compliance.safe_context_proposal (entry_id, phrase) where state = 'OPEN';
comment on table compliance.safe_context_proposal is '误报:某词条在某语境中不应命中,建议加入其安全语境';

-- The lexicon is the bank's own: no row of these tables tells of a customer or of staff.
grant usage on schema compliance to scrm_reader;
grant select on compliance.lexicon_entry, compliance.lexicon_version, compliance.lexicon_content, compliance.safe_context_proposal
    to scrm_reader;
