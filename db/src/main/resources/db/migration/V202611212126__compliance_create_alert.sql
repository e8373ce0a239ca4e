-- What somebody of compliance is to look at. Never what was said: places in messages, and numbers of the lexicon's entries.
-- Repeats (the same member of staff, conversation and rule within some hours) stand together in a group, which is what
-- people handle.
create table compliance.alert_group (
    id bigint generated always as identity constraint alert_group_pk primary key,
    source text not null constraint alert_group_source_ck check (
        source in ('WORD', 'BACKSCAN', 'COMPLAINT', 'SENSITIVE_ACTION', 'RESPONSE_TIME', 'SAMPLING')),
    rule text not null,
    level text not null constraint alert_group_level_ck check (level in ('LOW', 'MEDIUM', 'HIGH', 'URGENT')),
    staff_id bigint,
    institution_id bigint,
    contact_id bigint,
    conversation_id bigint,
    first_at timestamptz not null,
    last_at timestamptz not null,
    alerts integer not null constraint alert_group_alerts_ck check (alerts > 0),
    state text not null default 'OPEN' constraint alert_group_state_ck check (state in ('OPEN', 'IN_CASE', 'CLOSED', 'FALSE_POSITIVE', 'DISMISSED')),
    decided_by text,
    decided_at timestamptz,
    decision_reason text,
    constraint alert_group_period_ck check (first_at <= last_at),
    constraint alert_group_decided_ck check (
        (state = 'OPEN') = (decided_by is null) and (decided_by is null) = (decided_at is null))
);
create index alert_group_open_ix on compliance.alert_group (rule, staff_id, conversation_id, last_at) where state in ('OPEN', 'IN_CASE');
create index alert_group_institution_ix on compliance.alert_group (institution_id, last_at desc);
create index alert_group_staff_ix on compliance.alert_group (staff_id, last_at desc);
create index alert_group_last_ix on compliance.alert_group (last_at desc, id desc);
comment on table compliance.alert_group is '预警:同一员工、同一会话、同一规则在一段时间内的重复合为一组,按组处置';
comment on column compliance.alert_group.rule is '词的类别,或规则的名称';
comment on column compliance.alert_group.institution_id is '员工在消息当日所在的机构;空:当日无岗位,归总行';
comment on column compliance.alert_group.level is '组内最高的级别';

-- Not kept by month, unlike what they are made of. They are few (one of thousands of messages), and what keeps an alert from
-- being raised twice has to be unique for ever, not within a month: alert_key refers to an alert whose time whoever asks
-- does not know, and repeats of one group lie in two months wherever it is midnight at the end of one.
create table compliance.alert (
    id bigint generated always as identity constraint alert_pk primary key,
    group_id bigint not null constraint alert_group_fk references compliance.alert_group (id),
    source text not null constraint alert_source_ck check (
        source in ('WORD', 'BACKSCAN', 'COMPLAINT', 'SENSITIVE_ACTION', 'RESPONSE_TIME', 'SAMPLING')),
    rule text not null,
    level text not null constraint alert_level_ck check (level in ('LOW', 'MEDIUM', 'HIGH', 'URGENT')),
    lexicon_version integer,
    hits jsonb not null,
    facts jsonb not null,
    staff_id bigint,
    institution_id bigint,
    contact_id bigint,
    conversation_id bigint,
    seq bigint,
    at timestamptz not null,
    raised_at timestamptz not null
);
create index alert_group_ix on compliance.alert (group_id, at);
create index alert_seq_ix on compliance.alert (seq) where seq is not null;
comment on table compliance.alert is '预警的每一次;不存聊天内容';
comment on column compliance.alert.hits is '命中的词条编号与起止位置(UTF-16,左闭右开)';
comment on column compliance.alert.facts is '补充的数字(如等待的分钟数);不含个人信息';
comment on column compliance.alert.seq is '企业微信的消息序号;空:不由消息引起(如删除好友)';

create trigger alert_append_only before update or delete on compliance.alert
for each row execute function platform.refuse_change();

-- By what an alert is known: whoever sees the same again (after a kill, in a back-scan) raises nothing.
create table compliance.alert_key (
    key text not null constraint alert_key_pk primary key,
    alert_id bigint not null constraint alert_key_alert_fk references compliance.alert (id)
);
create index alert_key_alert_ix on compliance.alert_key (alert_id);
comment on table compliance.alert_key is '预警的自然键:同一消息的同一规则只预警一次';

-- Deletions by staff are looked for by their time.
create index friend_link_ended_by_staff_ix on core.friend_link (ended_at) where ended_by = 'STAFF';

-- What is to be done about alerts.
create table compliance.case_file (
    id bigint generated always as identity constraint case_file_pk primary key,
    level text not null constraint case_file_level_ck check (level in ('LOW', 'MEDIUM', 'HIGH', 'URGENT')),
    institution_id bigint,
    state text not null constraint case_file_state_ck check (
        state in ('OPEN', 'IN_REVIEW', 'REMEDIATION', 'REMEDIATED', 'DECIDED', 'CLOSING', 'CLOSED')),
    owner text,
    opened_by text not null,
    opened_at timestamptz not null,
    due_at timestamptz not null,
    disposition text constraint case_file_disposition_ck check (
        disposition in ('FALSE_POSITIVE', 'NO_BREACH', 'WARNED', 'TRAINED', 'PENALISED', 'REPORTED')),
    remediation_due date,
    decided_by text,
    closing_by text,
    closed_by text,
    closed_at timestamptz,
    escalations integer not null default 0,
    escalated_to bigint,
    escalate_at timestamptz not null,
    version integer not null default 0,
    constraint case_file_closed_ck check ((state = 'CLOSED') = (closed_at is not null) and (closed_at is null) = (closed_by is null)),
    constraint case_file_disposition_known_ck check (state not in ('REMEDIATION', 'REMEDIATED', 'DECIDED', 'CLOSING', 'CLOSED') or disposition is not null),
    -- four eyes: what weighs heavily is not closed by who decided it, nor by who asks for it
    constraint case_file_four_eyes_ck check (
        state <> 'CLOSED' or level not in ('HIGH', 'URGENT')
        or closing_by is not null and lower(closing_by) <> lower(closed_by) and lower(decided_by) is distinct from lower(closed_by))
);
create index case_file_open_ix on compliance.case_file (escalate_at) where state <> 'CLOSED';
create index case_file_institution_ix on compliance.case_file (institution_id, opened_at desc);
create index case_file_opened_ix on compliance.case_file (opened_at desc, id desc);
comment on table compliance.case_file is '案件:由预警立案,有负责人、期限、处置、整改,直至结案';
comment on column compliance.case_file.institution_id is '所涉各机构的共同上级;空:归总行';
comment on column compliance.case_file.escalated_to is '逾期后升级到的机构';
comment on column compliance.case_file.escalate_at is '到此时仍未结案即升级';
comment on column compliance.case_file.decided_by is '作出处置的人;高级别的不得由其本人复核结案';
comment on column compliance.case_file.closing_by is '提请结案的人;高级别的须另一人结案';

create table compliance.case_alert (
    group_id bigint not null constraint case_alert_pk primary key constraint case_alert_group_fk references compliance.alert_group (id),
    case_id bigint not null constraint case_alert_case_fk references compliance.case_file (id)
);
create index case_alert_case_ix on compliance.case_alert (case_id);
comment on table compliance.case_alert is '案件所含的预警';

create table compliance.case_step (
    id bigint generated always as identity constraint case_step_pk primary key,
    case_id bigint not null constraint case_step_case_fk references compliance.case_file (id),
    at timestamptz not null,
    by text not null,
    step text not null,
    state text not null,
    facts jsonb not null,
    note_enc bytea
);
create index case_step_case_ix on compliance.case_step (case_id, id);
comment on table compliance.case_step is '案件的经过;只增不改';
comment on column compliance.case_step.state is '此步之后的状态';
comment on column compliance.case_step.note_enc is '说明(加密,字段 case.note)';

create trigger case_step_append_only before update or delete on compliance.case_step
for each row execute function platform.refuse_change();
create trigger case_step_evidence after insert on compliance.case_step
referencing new table as added for each statement execute function compliance.await_evidence('CASE_STEP', 'id');

-- An alert tells who and where, never what was said: shown where the member of staff worked. Without a post it is head office's.
do $$
declare
    where_seen constant text := '
        institution_id in (select core.seen_institutions())
        or institution_id is null and core.scope_institution() = (select id from core.institution where parent_id is null)';
begin
    perform platform.show_rows('compliance.alert_group', where_seen);
    perform platform.show_rows('compliance.alert', where_seen);
    perform platform.show_rows('compliance.case_file', where_seen);
    perform platform.show_rows('compliance.case_alert',
        'exists (select from compliance.case_file f where f.id = case_alert.case_id)');
    perform platform.show_rows('compliance.case_step',
        'exists (select from compliance.case_file f where f.id = case_step.case_id)');
end
$$;
