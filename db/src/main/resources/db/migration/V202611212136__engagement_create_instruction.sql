-- An order goes down the tree of institutions: each passes it on to its own staff and to those below. Where it stands is a row
-- an institution and a row a member of staff, so that nobody has to ask.
create table engagement.instruction (
    id bigint generated always as identity constraint instruction_pk primary key,
    key text not null constraint instruction_key_uq unique,
    title text not null constraint instruction_title_ck check (length(title) between 1 and 40),
    words text not null constraint instruction_words_ck check (length(words) between 1 and 2000),
    content_id bigint constraint instruction_content_fk references engagement.content (id),
    plan_id bigint constraint instruction_plan_fk references engagement.sop_plan (id),
    channel text constraint instruction_channel_ck check (channel in ('MASS_SEND', 'MOMENT')),
    institution_id bigint not null,
    positions text[] not null constraint instruction_positions_ck check (cardinality(positions) > 0),
    automatic boolean not null,
    due_on date not null,
    remind_days smallint constraint instruction_remind_ck check (remind_days between 0 and 30),
    escalate_days smallint not null constraint instruction_escalate_ck check (escalate_days between 0 and 30),
    author text not null,
    author_name text not null,
    issued_at timestamptz not null,
    state text not null default 'RUNNING' constraint instruction_state_ck check (state in ('RUNNING', 'ENDED', 'WITHDRAWN')),
    ended_at timestamptz,
    ended_by text,
    end_reason text,
    constraint instruction_send_ck check (channel is null or content_id is not null),
    constraint instruction_ended_ck check ((state = 'RUNNING') = (ended_at is null) and (state = 'RUNNING') = (end_reason is null))
);
create index instruction_institution_ix on engagement.instruction (institution_id, issued_at desc);
create index instruction_content_ix on engagement.instruction (content_id) where content_id is not null;
create index instruction_plan_ix on engagement.instruction (plan_id) where plan_id is not null;
comment on table engagement.instruction is '指令:沿机构逐级下达,每一级、每个人走到哪一步都看得见';
comment on column engagement.instruction.key is '下达表单的标记:同一张表单提交两次,只下达一次';
comment on column engagement.instruction.channel is '下达时为每位员工备好的发送方式;空:不备';
comment on column engagement.instruction.institution_id is '下达机构:只能下达到其下各级';
comment on column engagement.instruction.positions is '面向的岗位';
comment on column engagement.instruction.automatic is '自动逐级转派,不等各级中台';
comment on column engagement.instruction.remind_days is '到期前几天起每日提醒未完成的人;空:不提醒';
comment on column engagement.instruction.escalate_days is '到期前几天仍未转派或未做完的机构,提到上级机构面前';

create table engagement.instruction_reach (
    instruction_id bigint not null constraint instruction_reach_instruction_fk references engagement.instruction (id),
    institution_id bigint not null,
    constraint instruction_reach_pk primary key (instruction_id, institution_id)
);
comment on table engagement.instruction_reach is '指令要到达的机构(含其下各级)';

create table engagement.instruction_institution (
    instruction_id bigint not null constraint instruction_institution_instruction_fk references engagement.instruction (id),
    institution_id bigint not null,
    state text not null constraint instruction_institution_state_ck check (state in ('WAITING', 'DELIVERED', 'SEEN', 'PASSED')),
    delivered_at timestamptz,
    seen_at timestamptz,
    passed_at timestamptz,
    passed_by text,
    escalated_at timestamptz,
    constraint instruction_institution_pk primary key (instruction_id, institution_id),
    constraint instruction_institution_delivered_ck check ((state = 'WAITING') = (delivered_at is null)),
    constraint instruction_institution_passed_ck check ((state = 'PASSED') = (passed_at is not null))
);
create index instruction_institution_place_ix on engagement.instruction_institution (institution_id, state);
comment on table engagement.instruction_institution is '指令在各级机构的签收:未到、送达、看过、已转派';
comment on column engagement.instruction_institution.passed_by is '转派人的登录名;空:自动转派';
comment on column engagement.instruction_institution.escalated_at is '提到上级机构面前的时刻';

create table engagement.instruction_staff (
    instruction_id bigint not null constraint instruction_staff_instruction_fk references engagement.instruction (id),
    staff_id bigint not null,
    institution_id bigint not null,
    state text not null constraint instruction_staff_state_ck check (
        state in ('WAITING', 'DELIVERED', 'SEEN', 'STARTED', 'DONE', 'LEFT')),
    delivered_at timestamptz,
    seen_at timestamptz,
    started_at timestamptz,
    done_at timestamptz,
    left_at timestamptz,
    done_by text constraint instruction_staff_done_by_ck check (done_by in ('SELF', 'TOUCHES')),
    reminded_on date,
    reminders smallint not null default 0,
    constraint instruction_staff_pk primary key (instruction_id, staff_id),
    constraint instruction_staff_delivered_ck check (state not in ('DELIVERED', 'SEEN', 'STARTED', 'DONE') or delivered_at is not null),
    constraint instruction_staff_seen_ck check (state not in ('SEEN', 'STARTED', 'DONE') or seen_at is not null),
    constraint instruction_staff_started_ck check (state not in ('STARTED', 'DONE') or started_at is not null),
    constraint instruction_staff_done_ck check ((state = 'DONE') = (done_at is not null) and (state = 'DONE') = (done_by is not null))
);
create index instruction_staff_place_ix on engagement.instruction_staff (instruction_id, institution_id, state);
create index instruction_staff_own_ix on engagement.instruction_staff (staff_id, state);
comment on table engagement.instruction_staff is '指令在每个人的签收:未到、送达、看过、开始、做完;离开的人退出';
comment on column engagement.instruction_staff.institution_id is '任职机构;做完之后不再随调动变化';
comment on column engagement.instruction_staff.done_by is 'SELF 自己点的完成,TOUCHES 由发送结果得知';

create table engagement.instruction_feedback (
    id bigint generated always as identity constraint instruction_feedback_pk primary key,
    instruction_id bigint not null,
    staff_id bigint not null,
    institution_id bigint not null,
    kind text not null constraint instruction_feedback_kind_ck check (kind in ('USEFUL', 'DISLIKED', 'UNFIT')),
    reason text not null constraint instruction_feedback_reason_ck check (length(reason) <= 500 and (kind = 'USEFUL' or reason <> '')),
    at timestamptz not null,
    answer text constraint instruction_feedback_answer_ck check (length(answer) between 1 and 500),
    answered_by text,
    answered_at timestamptz,
    answer_seen_at timestamptz,
    constraint instruction_feedback_staff_fk foreign key (instruction_id, staff_id)
        references engagement.instruction_staff (instruction_id, staff_id),
    constraint instruction_feedback_answered_ck check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null))
);
create index instruction_feedback_instruction_ix on engagement.instruction_feedback (instruction_id, staff_id, at desc);
create index instruction_feedback_staff_ix on engagement.instruction_feedback (staff_id, answered_at);
comment on table engagement.instruction_feedback is '一线对指令的反馈:有用、客户不喜欢、不适合本行情况;作者答复';
comment on column engagement.instruction_feedback.answer_seen_at is '提出者看到答复的时刻';

-- Their own staff row, or an institution in the scope that it has arrived at.
select platform.show_rows('engagement.instruction_institution', 'institution_id in (select core.seen_institutions())');
select platform.show_rows('engagement.instruction_staff', '
    institution_id in (select core.seen_institutions()) or staff_id = (select core.scope_staff())');
select platform.show_rows('engagement.instruction', '
    institution_id in (select core.seen_institutions())
    or exists (select from engagement.instruction_institution r where r.instruction_id = instruction.id and r.state <> ''WAITING'')
    or exists (select from engagement.instruction_staff s where s.instruction_id = instruction.id
        and s.staff_id = (select core.scope_staff()) and s.state not in (''WAITING'', ''LEFT''))');
select platform.show_rows('engagement.instruction_reach', 'exists (select from engagement.instruction i where i.id = instruction_reach.instruction_id)');
select platform.show_rows('engagement.instruction_feedback', '
    institution_id in (select core.seen_institutions()) or staff_id = (select core.scope_staff())');
