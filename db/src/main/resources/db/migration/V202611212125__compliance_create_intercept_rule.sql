-- Closed to scrm_reader: whom a rule is for are accounts of members, and the page is for those who answer for the lexicon.

create table compliance.intercept_rule (
    number smallint not null constraint intercept_rule_pk primary key constraint intercept_rule_number_ck check (number between 1 and 100),
    rule_id text not null constraint intercept_rule_id_uq unique,
    kind text not null constraint intercept_rule_kind_ck check (kind in ('BLOCK', 'WARN')),
    institutions text[] not null,
    positions text[] not null,
    departments bigint[] not null,
    users text[] not null,
    words text[] not null,
    written_at timestamptz not null
);
comment on table compliance.intercept_rule is '企业微信聊天敏感词规则:本系统写入的规则,以及最近一次写入的内容';
comment on column compliance.intercept_rule.number is '本系统的规则号,在规则名中';
comment on column compliance.intercept_rule.rule_id is '企业微信的规则编号';
comment on column compliance.intercept_rule.institutions is '适用机构编号,含其下级;空:全行';
comment on column compliance.intercept_rule.positions is '适用岗位;空:全部';
comment on column compliance.intercept_rule.departments is '由此得出的企业微信部门';
comment on column compliance.intercept_rule.users is '由此得出的企业微信成员';

create table compliance.intercept_drift (
    id bigint generated always as identity constraint intercept_drift_pk primary key,
    at timestamptz not null,
    number smallint not null,
    kinds text[] not null,
    missing integer not null,
    foreign_words integer not null
);
create index intercept_drift_at_ix on compliance.intercept_drift (at desc);
comment on table compliance.intercept_drift is '在企业微信后台被改动、已按词库修复的规则';
comment on column compliance.intercept_drift.kinds is '被改动的方面:DELETED、NAME、KIND、WORDS、AUDIENCE、PATTERNS';
comment on column compliance.intercept_drift.missing is '被删去的词数';
comment on column compliance.intercept_drift.foreign_words is '被加入的词数';

create table compliance.intercept_left_out (
    turn integer not null constraint intercept_left_out_pk primary key,
    term text not null,
    level text not null constraint intercept_left_out_level_ck check (level in ('RECORD', 'WARN', 'BLOCK')),
    hits bigint not null,
    reason text not null
);
comment on table compliance.intercept_left_out is '最近一次同步中没有写入企业微信规则的词条,按优先级';

create table compliance.intercept_sync (
    one boolean not null default true constraint intercept_sync_pk primary key constraint intercept_sync_one_ck check (one),
    version integer,
    day date,
    done_at timestamptz,
    calls integer not null default 0,
    foreign_rules integer not null default 0,
    asked_at timestamptz,
    failure text,
    failed_at timestamptz,
    failures integer not null default 0,
    next_try_at timestamptz
);
insert into compliance.intercept_sync default values;
comment on table compliance.intercept_sync is '与企业微信规则的同步状态';
comment on column compliance.intercept_sync.version is '已写入的词库版本';
comment on column compliance.intercept_sync.day is '已按哪一天的词条与通讯录核对(北京时间)';
comment on column compliance.intercept_sync.calls is '最近一次同步写入的调用次数';
comment on column compliance.intercept_sync.foreign_rules is '占用名额的他人规则数';
comment on column compliance.intercept_sync.asked_at is '有人要求立即同步';
comment on column compliance.intercept_sync.failure is '失败的种类:一个词,不含内容';
