create table core.audit_entry (
    id bigint generated always as identity,
    at timestamptz not null,
    actor_kind text not null constraint audit_entry_actor_kind_ck check (actor_kind in ('ACCOUNT', 'CLIENT', 'CUSTOMER', 'SYSTEM')),
    actor text not null,
    actor_name text,
    actor_role text,
    address inet,
    action text not null,
    subject_kind text not null,
    subject_id text not null,
    institution_id bigint,
    reason text,
    details jsonb not null default '{}',
    constraint audit_entry_pk primary key (at, id)
) partition by range (at);
create index audit_entry_subject_ix on core.audit_entry (subject_kind, subject_id, at desc);
create index audit_entry_actor_ix on core.audit_entry (actor, at desc);
create index audit_entry_institution_ix on core.audit_entry (institution_id, at desc);
comment on table core.audit_entry is '审计日志:谁、何时、从何处、对谁、做了什么、为什么;只增不改';
comment on column core.audit_entry.actor is '账号名、接口客户端编号,或系统任务名';
comment on column core.audit_entry.subject_id is '对象的编号:客户号、账号名、客群名等;不含姓名、手机号';
comment on column core.audit_entry.institution_id is '对象所属机构,决定哪些合规人员可见;空:全行事项';
comment on column core.audit_entry.details is '补充事实(如版本号、导出行数);不含个人信息';

create trigger audit_entry_append_only before update or delete on core.audit_entry
for each row execute function platform.refuse_change();
create trigger audit_entry_no_truncate before truncate on core.audit_entry
for each statement execute function platform.refuse_change();

create table core.audit_entry_other partition of core.audit_entry default;
comment on table core.audit_entry_other is '审计日志:不在任何已建月份内的记录';
do $$ begin perform platform.create_month_partitions('core.audit_entry', date '2026-01-01', date '2027-12-01'); end $$;
