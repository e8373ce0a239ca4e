-- What each managed customer counts for at the moment: the difference to this row is what moves the cells.
create table kpi.coverage_customer (
    customer_id bigint not null constraint coverage_customer_pk primary key,
    staff_id bigint not null,
    institution_id bigint not null,
    segment_ids smallint[] not null,
    linked_own boolean not null,
    certified_own boolean not null,
    certified_any boolean not null
);
create index coverage_customer_staff_ix on kpi.coverage_customer (staff_id);
create index coverage_customer_institution_ix on kpi.coverage_customer (institution_id);
comment on table kpi.coverage_customer is '每个在管客户当前计入何处、是否覆盖';

-- Customers whose share may have changed; written in the transaction of the change, folded every second.
create table kpi.coverage_dirty (
    id bigint generated always as identity constraint coverage_dirty_pk primary key,
    customer_id bigint not null
);
comment on table kpi.coverage_dirty is '待重算覆盖的客户';

-- segment_id 0: all customers.
create table kpi.coverage_cell (
    scope text not null constraint coverage_cell_scope_ck check (scope in ('institution', 'staff')),
    scope_id bigint not null,
    segment_id smallint not null,
    managed bigint not null,
    linked_own bigint not null,
    certified_own bigint not null,
    certified_any bigint not null,
    constraint coverage_cell_pk primary key (scope, scope_id, segment_id)
) with (fillfactor = 50);
comment on table kpi.coverage_cell is '覆盖率格:机构(含下级)或管户经理 × 客群,当前值';

create table kpi.coverage_daily (
    day date not null,
    scope text not null constraint coverage_daily_scope_ck check (scope in ('institution', 'staff')),
    scope_id bigint not null,
    segment_id smallint not null,
    managed bigint not null,
    linked_own bigint not null,
    certified_own bigint not null,
    certified_any bigint not null,
    constraint coverage_daily_pk primary key (scope, scope_id, segment_id, day)
);
comment on table kpi.coverage_daily is '覆盖率日快照(当日最后一秒)';

create table kpi.coverage_daily_state (
    day date not null constraint coverage_daily_state_pk primary key,
    computed_at timestamptz not null,
    stale boolean not null
);
comment on table kpi.coverage_daily_state is '哪些日快照已算,哪些因迟到的事实需要重算';

create table kpi.coverage_recount (
    id bigint generated always as identity constraint coverage_recount_pk primary key,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    cells integer not null,
    different integer not null,
    examples jsonb not null
);
comment on table kpi.coverage_recount is '夜间复核:重新计数与累计值的差异,差异即告警并修复';
