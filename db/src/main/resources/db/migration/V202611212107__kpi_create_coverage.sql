-- What each managed customer counts for on the day of the live cells: the difference to this row is what moves the cells.
create table kpi.coverage_customer (
    customer_id bigint not null constraint coverage_customer_pk primary key,
    staff_id bigint not null,
    institution_id bigint not null,
    segment_ids smallint[] not null,
    certified_own boolean not null,
    certified_any boolean not null
);
create index coverage_customer_staff_ix on kpi.coverage_customer (staff_id);
comment on table kpi.coverage_customer is '每个在管客户当前计入何处、是否覆盖';

-- A friend who is not certified cannot be joined to a customer, so friends are counted by link, at the staff they belong to.
create table kpi.coverage_staff (
    staff_id bigint not null constraint coverage_staff_pk primary key,
    institution_id bigint not null,
    friends bigint not null,
    friends_certified bigint not null
);
comment on table kpi.coverage_staff is '每名在岗员工当前的好友关系数,其中联系人已实名认证的';

-- What may have changed; written in the transaction of the change, folded every second.
create table kpi.coverage_dirty (
    id bigint generated always as identity constraint coverage_dirty_pk primary key,
    customer_id bigint,
    since date not null,
    marked_at timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
comment on table kpi.coverage_dirty is '待重算覆盖的客户';
comment on column kpi.coverage_dirty.customer_id is '空:变动太大,全部重算';
comment on column kpi.coverage_dirty.since is '变动从哪一天起有影响';

create table kpi.coverage_dirty_staff (
    id bigint generated always as identity constraint coverage_dirty_staff_pk primary key,
    staff_id bigint not null,
    since date not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
comment on table kpi.coverage_dirty_staff is '待重算好友关系数的员工';

-- The day that the live cells stand for: it rolls at midnight, Asia/Shanghai.
create table kpi.coverage_state (
    only_row boolean not null default true constraint coverage_state_pk primary key constraint coverage_state_only_row_ck check (only_row),
    live_day date not null,
    rebuilt_at timestamptz not null
);
comment on table kpi.coverage_state is '覆盖率格当前所代表的营业日(仅一行)';

-- segment_id 0: all customers. Friends are counted in the cells of segment 0 alone.
create table kpi.coverage_cell (
    scope text not null constraint coverage_cell_scope_ck check (scope in ('institution', 'staff')),
    scope_id bigint not null,
    segment_id smallint not null,
    managed bigint not null,
    certified_own bigint not null,
    certified_any bigint not null,
    friends bigint not null,
    friends_certified bigint not null,
    constraint coverage_cell_pk primary key (scope, scope_id, segment_id)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
comment on table kpi.coverage_cell is '覆盖率格:机构(含下级)或管户经理 × 客群,当前值';

create table kpi.coverage_daily (
    day date not null,
    scope text not null constraint coverage_daily_scope_ck check (scope in ('institution', 'staff')),
    scope_id bigint not null,
    segment_id smallint not null,
    managed bigint not null,
    certified_own bigint not null,
    certified_any bigint not null,
    friends bigint not null,
    friends_certified bigint not null,
    constraint coverage_daily_pk primary key (scope, scope_id, segment_id, day)
) partition by range (day);
create index coverage_daily_day_ix on kpi.coverage_daily (day);
comment on table kpi.coverage_daily is '覆盖率日快照(当日最后一秒);按月分区';

create table kpi.coverage_daily_other partition of kpi.coverage_daily default;
comment on table kpi.coverage_daily_other is '覆盖率日快照:不在任何已建月份内的日子';

do $$ begin perform platform.create_month_partitions('kpi.coverage_daily', date '2025-01-01', date '2027-12-01'); end $$;

-- A snapshot is fresh while it has seen every late fact: computed = late.
create table kpi.coverage_daily_state (
    day date not null constraint coverage_daily_state_pk primary key,
    late bigint not null default 0,
    late_at timestamptz,
    computed bigint,
    computed_at timestamptz
);
comment on table kpi.coverage_daily_state is '日快照的状态';
comment on column kpi.coverage_daily_state.late is '影响当日的迟到事实到达的次数';
comment on column kpi.coverage_daily_state.computed is '最近一次计算所见的迟到次数;空:尚未计算';

create table kpi.coverage_recount (
    id bigint generated always as identity constraint coverage_recount_pk primary key,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    cells bigint not null,
    different_cells bigint not null,
    different_rows bigint not null,
    examples jsonb not null
);
comment on table kpi.coverage_recount is '夜间复核:重新计数与累计值的差异,差异即告警并修复';
