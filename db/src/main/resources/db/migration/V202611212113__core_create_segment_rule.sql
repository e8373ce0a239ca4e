alter table core.segment
    add column kind text not null default 'DELIVERED' constraint segment_kind_ck check (kind in ('DELIVERED', 'RULE')),
    add column description text,
    add column effective_from date,
    add column retired_on date,
    add constraint segment_effective_ck check ((kind = 'RULE') = (effective_from is not null));
comment on column core.segment.kind is 'DELIVERED 由行内文件交付;RULE 由规则计算';
comment on column core.segment.effective_from is '规则客群自何日起存在:此前的历史日期中没有它';

create table core.segment_version (
    segment_id smallint not null constraint segment_version_segment_fk references core.segment (id),
    version integer not null,
    rule jsonb not null,
    effective_from date not null,
    written_by text not null,
    written_at timestamptz not null,
    comment text not null,
    constraint segment_version_pk primary key (segment_id, version)
);
comment on table core.segment_version is '客群规则的版本;自生效日起按新版本计算';

-- Membership of rule segments stands apart from the customer: nightly recomputing must not rewrite ten million wide rows.
create table core.segment_member (
    customer_id bigint not null constraint segment_member_pk primary key constraint segment_member_customer_fk references core.customer (id),
    segment_ids smallint[] not null
) with (fillfactor = 80);
comment on table core.segment_member is '客户所属的规则客群,升序;没有行即不属于任何规则客群';

create table core.segment_member_change (
    customer_id bigint not null constraint segment_member_change_customer_fk references core.customer (id),
    changed_on date not null,
    segment_ids_before smallint[] not null,
    constraint segment_member_change_pk primary key (customer_id, changed_on)
);
create index segment_member_change_on_ix on core.segment_member_change (changed_on);
comment on table core.segment_member_change is '规则客群变动:某客户在某日变动之前所属(当日首次变动为准)';

create table core.segment_dirty (
    id bigint generated always as identity constraint segment_dirty_pk primary key,
    customer_id bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
comment on table core.segment_dirty is '事实有变、待重新判定规则客群的客户';

create table core.segment_run (
    id bigint generated always as identity constraint segment_run_pk primary key,
    started_by text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    customers bigint not null default 0,
    total bigint not null default 0,
    changed bigint not null default 0,
    failure text
);
comment on table core.segment_run is '规则客群的整体重算:进度与结果';

alter table core.customer add column attributes jsonb not null default '{}';
comment on column core.customer.attributes is '行内交付的其他属性(代发单位性质、职业、渠道行为等),键值均为文本或数字;不含姓名、手机、证件号';

create table core.holding (
    customer_id bigint not null constraint holding_customer_fk references core.customer (id),
    account_no text not null,
    kind text not null constraint holding_kind_ck check (kind in ('DEMAND', 'TERM', 'WEALTH', 'FUND', 'INSURANCE', 'METAL', 'TRUST', 'LOAN', 'CARD')),
    product text not null,
    amount numeric(18, 2) not null,
    opened_on date,
    matures_on date,
    constraint holding_pk primary key (customer_id, account_no),
    constraint holding_period_ck check (matures_on >= opened_on)
);
create index holding_matures_ix on core.holding (matures_on, customer_id) where matures_on is not null;
comment on table core.holding is '客户的持有:存款、理财、基金、保险、贵金属、信托、贷款、信用卡,及其到期日';
