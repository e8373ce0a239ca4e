create schema platform;
create schema core;
create schema wecom;
create schema kpi;

comment on schema platform is '平台:登录、会话、任务、事件登记';
comment on schema core is '核心域:机构、员工、客户、好友关系、管户、认证、标签、客群';
comment on schema wecom is '企业微信:回调收件箱、令牌、同步';
comment on schema kpi is '考核:覆盖率及其快照';

-- Makes the partition of one month (Asia/Shanghai) of a table that is partitioned by month, unless it is there. Rows of that
-- month which lie in the default partition <table>_other move into it, also where rows are only ever added: its triggers, which
-- refuse to delete, rest while nobody else can reach it, and are back before anybody can.
create function platform.create_month_partition(parent regclass, month date) returns void
language plpgsql as $$
declare
    schema_name text;
    parent_name text;
    key_name text;
    key_type regtype;
    partition_name text;
    lower_bound text;
    upper_bound text;
begin
    select n.nspname, c.relname, a.attname, a.atttypid
    into strict schema_name, parent_name, key_name, key_type
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_partitioned_table p on p.partrelid = c.oid and p.partstrat = 'r' and p.partnatts = 1
    join pg_attribute a on a.attrelid = c.oid and a.attnum = p.partattrs[0]
    where c.oid = parent;
    partition_name := parent_name || '_' || to_char(month, 'YYYYMM');
    if to_regclass(format('%I.%I', schema_name, partition_name)) is not null then
        return;
    end if;
    lower_bound := date_trunc('month', month)::date::text;
    upper_bound := (date_trunc('month', month) + interval '1 month')::date::text;
    if key_type = 'timestamptz'::regtype then
        lower_bound := lower_bound || ' 00:00:00+08';
        upper_bound := upper_bound || ' 00:00:00+08';
    end if;
    execute format('lock table %I.%I in access exclusive mode', schema_name, parent_name || '_other');
    execute format('create table %I.%I (like %s including defaults including constraints)', schema_name, partition_name, parent);
    execute format('alter table %I.%I disable trigger user', schema_name, parent_name || '_other');
    execute format('with moved as (delete from %I.%I where %I >= %L and %I < %L returning *) insert into %I.%I select * from moved',
        schema_name, parent_name || '_other', key_name, lower_bound, key_name, upper_bound, schema_name, partition_name);
    execute format('alter table %I.%I enable trigger user', schema_name, parent_name || '_other');
    execute format('alter table %s attach partition %I.%I for values from (%L) to (%L)',
        parent, schema_name, partition_name, lower_bound, upper_bound);
    execute format('comment on table %I.%I is %L', schema_name, partition_name,
        coalesce(obj_description(parent, 'pg_class'), '') || ':' || to_char(month, 'YYYY-MM'));
end
$$;
comment on function platform.create_month_partition(regclass, date) is '为按月分区的表建某月的分区';

-- The same for all months from one to another, both included: what migrations begin with.
create function platform.create_month_partitions(parent regclass, first_month date, last_month date) returns void
language sql as $$
    select platform.create_month_partition(parent, month::date)
    from generate_series(first_month, last_month, interval '1 month') as month
$$;
comment on function platform.create_month_partitions(regclass, date, date) is '为按月分区的表建若干月的分区';

-- What is written here stays as it was written.
create function platform.refuse_change() returns trigger
language plpgsql as $$
begin
    raise exception 'rows of % are never changed or deleted', tg_table_name using errcode = 'restrict_violation';
end
$$;
comment on function platform.refuse_change() is '只增不改的表:拒绝修改与删除';
