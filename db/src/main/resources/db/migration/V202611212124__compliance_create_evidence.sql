-- What is to be chained waits here, written in the transaction of the record itself: ids of sequences become visible out of
-- order, a row of this table becomes visible together with what it names.
create table compliance.evidence_queue (
    id bigint generated always as identity constraint evidence_queue_pk primary key,
    kind text not null constraint evidence_queue_kind_ck check (kind in ('MESSAGE', 'AUDIT', 'CASE_STEP', 'VERDICT')),
    record_id bigint not null,
    record_at timestamptz not null,
    queued_at timestamptz not null default clock_timestamp()
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
comment on table compliance.evidence_queue is '待存证的记录:与记录在同一事务中写入,存证后删除';

create table compliance.evidence_key (
    id text not null constraint evidence_key_pk primary key,
    public_key bytea not null,
    used_from timestamptz not null
);
comment on table compliance.evidence_key is '存证签名的公钥;私钥不在数据库中';

-- The chain has one head: who holds this row chains, and nobody else.
create table compliance.evidence_head (
    one boolean not null default true constraint evidence_head_pk primary key constraint evidence_head_one_ck check (one),
    day date,
    number bigint not null default 0,
    algorithm text not null default 'SHA_256' constraint evidence_head_algorithm_ck check (algorithm in ('SHA_256', 'SM3')),
    first_place bigint not null default 1,
    last_place bigint not null default 0,
    root bytea not null default '\x',
    link bytea not null default decode(repeat('00', 32), 'hex'),
    previous bytea not null default decode(repeat('00', 32), 'hex'),
    peaks bytea not null default '\x',
    signed_at timestamptz,
    key_id text constraint evidence_head_key_fk references compliance.evidence_key (id),
    signature bytea
);
create index evidence_head_key_ix on compliance.evidence_head (key_id);
insert into compliance.evidence_head default values;
comment on table compliance.evidence_head is '存证链的链头:尚未封存之日的位置、根与签名';
comment on column compliance.evidence_head.peaks is '当日默克尔树中已完成的子树的根,由大到小';

create table compliance.evidence_day (
    day date not null constraint evidence_day_pk primary key,
    number bigint not null constraint evidence_day_number_uq unique,
    algorithm text not null constraint evidence_day_algorithm_ck check (algorithm in ('SHA_256', 'SM3')),
    first_place bigint not null,
    last_place bigint not null,
    root bytea not null,
    link bytea not null,
    previous bytea not null,
    signed_at timestamptz not null,
    key_id text not null constraint evidence_day_key_fk references compliance.evidence_key (id),
    signature bytea not null,
    constraint evidence_day_places_ck check (first_place <= last_place)
);
create index evidence_day_key_ix on compliance.evidence_day (key_id);
comment on table compliance.evidence_day is '每日封存:当日全部存证的默克尔根,链接前一日,并签名';
comment on column compliance.evidence_day.link is '逐条哈希链在当日末条的值';
comment on column compliance.evidence_day.previous is '前一封存日签名内容的摘要';

create table compliance.evidence_leaf (
    day date not null,
    place bigint not null,
    kind text not null constraint evidence_leaf_kind_ck check (kind in ('MESSAGE', 'AUDIT', 'CASE_STEP', 'VERDICT')),
    record_id bigint not null,
    record_at timestamptz not null,
    queued_at timestamptz not null,
    digest bytea not null,
    link bytea not null,
    constraint evidence_leaf_pk primary key (day, place)
) partition by range (day);
create index evidence_leaf_record_ix on compliance.evidence_leaf (kind, record_id);
comment on table compliance.evidence_leaf is '存证:每条聊天消息、审计日志、案件经过、筛查结论的摘要,依次成链;内容到期删除后仍保留';
comment on column compliance.evidence_leaf.place is '链中的位置,从 1 起连续无缺';
comment on column compliance.evidence_leaf.digest is '记录内容(规范形式)的摘要';
comment on column compliance.evidence_leaf.link is '前一条的链值与本条的哈希';

create table compliance.evidence_leaf_other partition of compliance.evidence_leaf default;
comment on table compliance.evidence_leaf_other is '存证:不在任何已建月份内的记录';
do $$ begin perform platform.create_month_partitions('compliance.evidence_leaf', date '2026-11-01', date '2027-12-01'); end $$;

-- Contents may go when their time is over; that they went, when and by which rule is signed and stays.
create table compliance.deletion_run (
    id bigint generated always as identity constraint deletion_run_pk primary key,
    at timestamptz not null,
    rule text not null,
    before timestamptz not null,
    records bigint not null,
    digest bytea not null,
    key_id text not null constraint deletion_run_key_fk references compliance.evidence_key (id),
    signature bytea not null
);
create index deletion_run_key_ix on compliance.deletion_run (key_id);
comment on table compliance.deletion_run is '到期清理:何时、依哪条规则删除了多少记录,附签名';
comment on column compliance.deletion_run.digest is '被删记录的位置与存证摘要(按位置排序)的摘要';

create table compliance.deleted_record (
    kind text not null,
    record_id bigint not null,
    place bigint not null,
    run_id bigint not null constraint deleted_record_run_fk references compliance.deletion_run (id),
    constraint deleted_record_pk primary key (kind, record_id)
);
create index deleted_record_run_ix on compliance.deleted_record (run_id, place);
comment on table compliance.deleted_record is '被到期清理的记录;其存证摘要仍在 evidence_leaf';

create trigger evidence_day_append_only before update or delete on compliance.evidence_day
for each row execute function platform.refuse_change();
create trigger evidence_leaf_append_only before update or delete on compliance.evidence_leaf
for each row execute function platform.refuse_change();
create trigger evidence_leaf_no_truncate before truncate on compliance.evidence_leaf
for each statement execute function platform.refuse_change();
create trigger deletion_run_append_only before update or delete on compliance.deletion_run
for each row execute function platform.refuse_change();
create trigger deleted_record_append_only before update or delete on compliance.deleted_record
for each row execute function platform.refuse_change();

create table compliance.legal_hold (
    id bigint generated always as identity constraint legal_hold_pk primary key,
    customer_no text,
    conversation_id bigint,
    first_day date,
    last_day date,
    reason text not null,
    proposed_by text not null,
    proposed_at timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    confirmed boolean,
    lift_reason text,
    lift_proposed_by text,
    lift_proposed_at timestamptz,
    lifted_by text,
    lifted_at timestamptz,
    constraint legal_hold_something_ck check (
        customer_no is not null or conversation_id is not null or first_day is not null and last_day is not null),
    constraint legal_hold_span_ck check (first_day <= last_day),
    constraint legal_hold_decided_ck check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (confirmed is null)),
    constraint legal_hold_four_eyes_ck check (lower(decided_by) <> lower(proposed_by)),
    constraint legal_hold_lift_ck check ((lift_proposed_by is null) = (lift_reason is null) and (lifted_by is null or lift_proposed_by is not null)),
    constraint legal_hold_lift_four_eyes_ck check (lower(lifted_by) <> lower(lift_proposed_by))
);
comment on table compliance.legal_hold is '法律保全:某客户、某会话、某段时间的消息不得清理;设立与解除都须两人';
comment on column compliance.legal_hold.confirmed is '空:待复核(已生效);真:已确认;假:被驳回,不再生效';

create trigger legal_hold_kept before delete on compliance.legal_hold
for each row execute function platform.refuse_change();

create function compliance.await_evidence() returns trigger
language plpgsql as $$
begin
    execute format('insert into compliance.evidence_queue (kind, record_id, record_at) select %L, %I, at from added order by at, %2$I',
        tg_argv[0], tg_argv[1]);
    return null;
end
$$;
comment on function compliance.await_evidence() is '新记录(种类、编号列由触发器给出)进入待存证队列';
create trigger chat_message_evidence after insert on compliance.chat_message
referencing new table as added for each statement execute function compliance.await_evidence('MESSAGE', 'seq');
create trigger audit_entry_evidence after insert on core.audit_entry
referencing new table as added for each statement execute function compliance.await_evidence('AUDIT', 'id');
create trigger verdict_evidence after insert on compliance.verdict
referencing new table as added for each statement execute function compliance.await_evidence('VERDICT', 'id');

insert into compliance.evidence_queue (kind, record_id, record_at, queued_at)
select 'AUDIT', id, at, at from core.audit_entry order by at, id;

-- What is deleted has its proof first, in the same transaction.
create or replace function compliance.refuse_change_but_retention() returns trigger
language plpgsql as $$
begin
    if tg_op = 'DELETE' and exists (
            select from compliance.deleted_record d where d.kind = 'MESSAGE' and d.record_id = old.seq) then
        return old;
    end if;
    raise exception 'rows of % are never changed, and deleted by retention alone', tg_table_name using errcode = 'restrict_violation';
end
$$;
comment on function compliance.refuse_change_but_retention() is '聊天消息只增不改;已登记清理证明的才可以删除';

create function compliance.refuse_change_of_audit() returns trigger
language plpgsql as $$
begin
    if tg_op = 'DELETE' and exists (
            select from compliance.deleted_record d where d.kind = 'AUDIT' and d.record_id = old.id) then
        return old;
    end if;
    raise exception 'rows of % are never changed or deleted, but by retention', tg_table_name using errcode = 'restrict_violation';
end
$$;
comment on function compliance.refuse_change_of_audit() is '审计日志只增不改;已登记清理证明的才可以删除';
drop trigger audit_entry_append_only on core.audit_entry;
create trigger audit_entry_append_only before update or delete on core.audit_entry
for each row execute function compliance.refuse_change_of_audit();

create table compliance.deleted_media (
    media_id bigint not null constraint deleted_media_pk primary key,
    at timestamptz not null,
    rule text not null,
    file_digest bytea not null,
    sha256 bytea,
    kind text not null,
    bytes bigint not null
);
comment on table compliance.deleted_media is '随最后一条引用它的消息到期清理的聊天文件;清单的摘要在审计日志中,随其存证';
comment on column compliance.deleted_media.sha256 is '内容的 SHA-256;从未取回的没有';
create trigger deleted_media_append_only before update or delete on compliance.deleted_media
for each row execute function platform.refuse_change();

create table compliance.media_removal (
    location text not null constraint media_removal_pk primary key
);
comment on table compliance.media_removal is '待从存放处移除的文件内容;没有别的聊天文件共用时移除';
