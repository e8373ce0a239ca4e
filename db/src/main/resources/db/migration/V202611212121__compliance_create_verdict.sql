create table compliance.verdict (
    id bigint generated always as identity,
    at timestamptz not null,
    outlet text not null constraint verdict_outlet_ck check (
        outlet in ('CHAT', 'CONTENT', 'SOP', 'MASS_SEND', 'MOMENT', 'WELCOME', 'QUICK_REPLY', 'GROUP', 'BULLETIN')),
    lexicon_version integer not null,
    verdict text not null constraint verdict_verdict_ck check (verdict in ('PASS', 'WARN', 'BLOCK')),
    text_digest bytea not null,
    text_length integer not null,
    hits jsonb not null,
    actor text not null,
    staff_id bigint,
    institution_id bigint,
    constraint verdict_pk primary key (at, id)
) partition by range (at);
create index verdict_institution_ix on compliance.verdict (institution_id, at desc);
create index verdict_text_ix on compliance.verdict (text_digest);
comment on table compliance.verdict is '每次筛查的结论;不存原文,只增不改';
comment on column compliance.verdict.text_digest is '原文的带钥摘要:可证明筛查过哪段文字,不能反推';
comment on column compliance.verdict.hits is '命中的词条编号与起止位置(UTF-16,左闭右开)';
comment on column compliance.verdict.actor is '要求筛查的账号、接口客户端或系统任务';

create trigger verdict_append_only before update or delete on compliance.verdict
for each row execute function platform.refuse_change();
create trigger verdict_no_truncate before truncate on compliance.verdict
for each statement execute function platform.refuse_change();

create table compliance.verdict_other partition of compliance.verdict default;
comment on table compliance.verdict_other is '筛查结论:不在任何已建月份内的记录';
do $$ begin perform platform.create_month_partitions('compliance.verdict', date '2026-11-01', date '2027-12-01'); end $$;

create table compliance.warning_accepted (
    verdict_at timestamptz not null,
    verdict_id bigint not null,
    at timestamptz not null,
    actor text not null,
    constraint warning_accepted_pk primary key (verdict_at, verdict_id),
    constraint warning_accepted_verdict_fk foreign key (verdict_at, verdict_id) references compliance.verdict (at, id)
);
comment on table compliance.warning_accepted is '发送人看过提示后仍要发出';
create trigger warning_accepted_append_only before update or delete on compliance.warning_accepted
for each row execute function platform.refuse_change();

-- A verdict tells who wrote something, never what: shown as far as the member of staff is. The bank's own texts belong to head office.
do $$
begin
    perform platform.show_rows('compliance.verdict', '
        institution_id in (select core.seen_institutions())
        or staff_id = (select core.scope_staff())
        or institution_id is null and core.scope_institution() = (select id from core.institution where parent_id is null)');
end
$$;
