-- Every callback that was acknowledged. The key is the digest of the decrypted payload: a retry repeats the payload word
-- for word. The month is that of the event, not of its arrival, so that a retry meets its first delivery in one partition.
-- Rows are written once; what is still to be done about them stands in wecom.inbox_work.
create table wecom.inbox (
    id bigint generated always as identity,
    event_at timestamptz not null,
    digest bytea not null constraint inbox_digest_ck check (length(digest) = 32),
    app text not null,
    event text not null,
    relation text not null,
    payload_enc bytea not null,
    received_at timestamptz not null,
    deliveries integer not null,
    constraint inbox_pk primary key (event_at, id),
    constraint inbox_digest_uq unique (event_at, digest)
) partition by range (event_at);
create index inbox_received_ix on wecom.inbox (received_at);
comment on table wecom.inbox is '回调收件箱:先存后答;按事件月份分区';
comment on column wecom.inbox.relation is '处理次序的键:同一关系(员工+联系人)、同一员工、同一部门等的事件依次处理';
comment on column wecom.inbox.deliveries is '企业微信送达的次数';

-- Small and hot: an event has a row from its arrival until its effect is committed (then the row goes), or until it is a
-- dead letter (then it stays until a person replays or closes it).
create table wecom.inbox_work (
    id bigint not null constraint inbox_work_pk primary key,
    event_at timestamptz not null,
    relation text not null,
    received_at timestamptz not null,
    status text not null default 'PENDING' constraint inbox_work_status_ck check (status in ('PENDING', 'DEAD', 'CLOSED')),
    attempts integer not null default 0,
    faults integer not null default 0,
    next_attempt_at timestamptz not null,
    leased_until timestamptz,
    leased_by text,
    failure_kind text,
    failure text,
    failed_at timestamptz,
    closed_by text,
    closed_reason text,
    closed_at timestamptz,
    constraint inbox_work_closed_ck check ((status = 'CLOSED') = (closed_by is not null and closed_reason is not null and closed_at is not null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
create index inbox_work_pending_ix on wecom.inbox_work (next_attempt_at, id) where status = 'PENDING';
create index inbox_work_relation_ix on wecom.inbox_work (relation, event_at, id) where status = 'PENDING';
create index inbox_work_dead_ix on wecom.inbox_work (id) where status = 'DEAD';
comment on table wecom.inbox_work is '收件箱待办:处理完即删;失败重试,最后成为死信,由人重放或关闭';
comment on column wecom.inbox_work.attempts is '领取处理的次数(含对方繁忙、不可达时的尝试)';
comment on column wecom.inbox_work.faults is '因事件本身或程序原因失败的次数,达到上限即成死信';

create table wecom.inbox_other partition of wecom.inbox default;
comment on table wecom.inbox_other is '回调收件箱:不在任何已建月份内的事件';

do $$ begin perform platform.create_month_partitions('wecom.inbox', date '2025-01-01', date '2027-12-01'); end $$;

create table wecom.access_token (
    app text not null constraint access_token_pk primary key,
    credential bytea,
    token_enc bytea,
    expires_at timestamptz,
    version bigint not null default 0,
    refreshing_until timestamptz
);
comment on table wecom.access_token is '各应用的 access_token(加密),各节点共用';
comment on column wecom.access_token.credential is '换取该 access_token 所用企业ID与 Secret 的摘要:配置改变后旧值作废';
comment on column wecom.access_token.refreshing_until is '某节点正在换取新值,其他节点等到此时为止';

create table wecom.api_limit (
    id bigint not null constraint api_limit_pk primary key,
    state bytea,
    expires_at bigint
);
comment on table wecom.api_limit is '接口频率的令牌桶,各节点共用';

create table wecom.department (
    id bigint not null constraint department_pk primary key,
    name text,
    parent_id bigint,
    sort_order bigint not null default 0,
    institution_id bigint constraint department_institution_fk references core.institution (id),
    deleted boolean not null default false
);
create index department_institution_ix on wecom.department (institution_id);
comment on table wecom.department is '企业微信部门及其对应的机构';

create table wecom.member (
    userid text not null constraint member_pk primary key constraint member_userid_ck check (userid = lower(userid)),
    written text not null,
    staff_id bigint not null constraint member_staff_fk references core.staff (id),
    name text,
    position text,
    status smallint,
    department_ids bigint[] not null default '{}',
    customer_contact boolean not null default false,
    deleted boolean not null default false,
    seen_run bigint
);
create index member_staff_ix on wecom.member (staff_id);
comment on table wecom.member is '企业微信成员;userid 一律小写';
comment on column wecom.member.written is '企业微信中 userid 的原样写法';
comment on column wecom.member.seen_run is '最近一次在通讯录中见到该成员的同步';

create table wecom.sync_run (
    id bigint generated always as identity constraint sync_run_pk primary key,
    kind text not null constraint sync_run_kind_ck check (kind in ('FULL', 'NIGHTLY')),
    status text not null constraint sync_run_status_ck check (status in ('RUNNING', 'DONE', 'FAILED')),
    phase text not null,
    total integer not null default 0,
    done integer not null default 0,
    position jsonb not null default '{}',
    report jsonb not null default '{}',
    failure text,
    started_by text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    lease_until timestamptz,
    leased_by text
);
create unique index sync_run_running_uq on wecom.sync_run ((true)) where status = 'RUNNING';
comment on table wecom.sync_run is '与企业微信的全量同步和夜间对账:进度、断点、发现与修复';

-- Before a member's friends are listed, every live link of ours is noted here, and struck off when the list shows it:
-- what remains is missing in WeCom.
create table wecom.sync_candidate (
    run_id bigint not null constraint sync_candidate_run_fk references wecom.sync_run (id),
    userid text not null,
    external_userid text not null,
    constraint sync_candidate_pk primary key (run_id, userid, external_userid)
);
comment on table wecom.sync_candidate is '对账中的好友关系:本地有效、尚未在企业微信列表中见到';
