create table engagement.sop_plan (
    id bigint generated always as identity constraint sop_plan_pk primary key,
    name text not null constraint sop_plan_name_ck check (length(name) between 1 and 40),
    scene text not null constraint sop_plan_scene_ck check (
        scene in ('ADDING', 'ACTIVATION', 'PRODUCT', 'ACCOUNT_OPENING', 'AUM_GROWTH')),
    institution_id bigint not null,
    state text not null default 'DRAFT' constraint sop_plan_state_ck check (state in ('DRAFT', 'PILOT', 'LIVE', 'PAUSED', 'ENDED')),
    resumes_as text constraint sop_plan_resumes_ck check (resumes_as in ('PILOT', 'LIVE')),
    pilot_ids bigint[] not null default '{}',
    control_share integer not null constraint sop_plan_control_ck check (control_share between 0 and 5000),
    seed text not null,
    paused_why jsonb,
    made_by text not null,
    made_at timestamptz not null,
    state_at timestamptz not null,
    version integer not null default 0,
    constraint sop_plan_paused_ck check ((state = 'PAUSED') = (paused_why is not null) and (state = 'PAUSED') = (resumes_as is not null)),
    constraint sop_plan_pilot_ck check (coalesce(resumes_as, state) <> 'PILOT' or cardinality(pilot_ids) > 0)
);
create index sop_plan_institution_ix on engagement.sop_plan (institution_id, made_at desc);
create index sop_plan_at_work_ix on engagement.sop_plan (id) where state in ('PILOT', 'LIVE');
comment on table engagement.sop_plan is 'SOP 计划:由事件触发、按天推进的一串触达;先试点,再推广';
comment on column engagement.sop_plan.institution_id is '归属机构:计划只及于其下各级';
comment on column engagement.sop_plan.pilot_ids is '试点机构(及其下级)';
comment on column engagement.sop_plan.control_share is '对照组占比,万分之几;对照组不触达,只比结果';
comment on column engagement.sop_plan.seed is '分组的种子:同一客户在同一计划中总分到同一组,可复算';
comment on column engagement.sop_plan.paused_why is '暂停的缘由:何人,或何种数字超过对照组';

-- Written while a draft; once submitted it never changes. Those who are enrolled stay on their version.
create table engagement.sop_version (
    id bigint generated always as identity constraint sop_version_pk primary key,
    plan_id bigint not null constraint sop_version_plan_fk references engagement.sop_plan (id),
    number integer not null constraint sop_version_number_ck check (number > 0),
    state text not null constraint sop_version_state_ck check (state in ('DRAFT', 'SUBMITTED', 'SENT_BACK', 'IN_FORCE', 'REPLACED')),
    rule jsonb not null,
    written_by text not null,
    written_at timestamptz not null,
    submitted_by text,
    submitted_at timestamptz,
    decided_by text,
    decided_at timestamptz,
    decision_reason text,
    dry_run jsonb,
    dry_run_at timestamptz,
    revision integer not null default 0,
    constraint sop_version_number_uq unique (plan_id, number),
    constraint sop_version_two_people_ck check (
        state not in ('IN_FORCE', 'REPLACED') or decided_by is not null and lower(decided_by) <> lower(submitted_by) and lower(decided_by) <> lower(written_by))
);
create unique index sop_version_open_uq on engagement.sop_version (plan_id) where state in ('DRAFT', 'SUBMITTED', 'SENT_BACK');
create unique index sop_version_in_force_uq on engagement.sop_version (plan_id) where state = 'IN_FORCE';
comment on table engagement.sop_version is 'SOP 计划的一版:触发、步骤、目标、停止条件';
comment on column engagement.sop_version.dry_run is '上线前按上月试算的结果';

create function engagement.keep_sop_version() returns trigger language plpgsql as $$
begin
    if old.state not in ('DRAFT', 'SENT_BACK') and new.rule <> old.rule then
        raise exception 'A version that was submitted is never changed' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger sop_version_kept before update on engagement.sop_version
for each row execute function engagement.keep_sop_version();

create table engagement.sop_enrolment (
    id bigint generated always as identity constraint sop_enrolment_pk primary key,
    plan_id bigint not null constraint sop_enrolment_plan_fk references engagement.sop_plan (id),
    version_id bigint not null constraint sop_enrolment_version_fk references engagement.sop_version (id),
    subject bigint not null,
    customer_id bigint,
    contact_id bigint,
    institution_id bigint not null,
    anchor_at timestamptz not null,
    arm text not null constraint sop_enrolment_arm_ck check (arm in ('TREATED', 'CONTROL')),
    state text not null default 'ACTIVE' constraint sop_enrolment_state_ck check (state in ('ACTIVE', 'DONE', 'STOPPED')),
    next_step integer,
    due_at timestamptz,
    enrolled_at timestamptz not null,
    watched_until timestamptz not null,
    aum_before numeric(18, 2),
    goal_at timestamptz,
    left_at timestamptz,
    ended_at timestamptz,
    stop_reason text constraint sop_enrolment_reason_ck check (stop_reason in ('GOAL', 'DELETED', 'COMPLAINED', 'OPTED_OUT', 'TIME', 'PLAN_ENDED')),
    constraint sop_enrolment_once_uq unique (plan_id, subject, anchor_at),
    constraint sop_enrolment_whose_ck check (customer_id is not null or contact_id is not null),
    constraint sop_enrolment_due_ck check ((due_at is not null) = (state = 'ACTIVE' and arm = 'TREATED' and next_step is not null)),
    constraint sop_enrolment_stopped_ck check ((state = 'STOPPED') = (stop_reason is not null))
) with (fillfactor = 80);
create index sop_enrolment_due_ix on engagement.sop_enrolment (version_id, due_at, id) where due_at is not null;
create index sop_enrolment_watched_ix on engagement.sop_enrolment (plan_id, watched_until);
create index sop_enrolment_customer_ix on engagement.sop_enrolment (customer_id) where customer_id is not null;
comment on table engagement.sop_enrolment is '入组:一位客户因一次触发进入一个计划;停在所入的那一版';
comment on column engagement.sop_enrolment.subject is '客户编号;以好友触发的为负的联系人编号';
comment on column engagement.sop_enrolment.anchor_at is '触发的时刻:各步的天数由此算起';
comment on column engagement.sop_enrolment.watched_until is '目标与流失观察到此时为止,两组相同';
comment on column engagement.sop_enrolment.left_at is '入组后删除员工或退订的时刻';

-- What of a day was looked for, so that it is not looked for all day.
create table engagement.sop_day (
    version_id bigint not null constraint sop_day_version_fk references engagement.sop_version (id),
    day date not null,
    constraint sop_day_pk primary key (version_id, day)
);
comment on table engagement.sop_day is '已按日入组过的计划与日期';

create table engagement.sop_outcome (
    version_id bigint not null constraint sop_outcome_version_fk references engagement.sop_version (id),
    arm text not null constraint sop_outcome_arm_ck check (arm in ('TREATED', 'CONTROL')),
    enrolled bigint not null,
    reached bigint not null,
    departed bigint not null,
    amounts bigint not null,
    amount_sum numeric(24, 2) not null,
    amount_squares numeric(40, 4) not null,
    counted_at timestamptz not null,
    constraint sop_outcome_pk primary key (version_id, arm)
);
comment on table engagement.sop_outcome is 'SOP 计划的结果,按版与组:人数、达成、流失、资产变化';
comment on column engagement.sop_outcome.amount_squares is '资产变化的平方和,供算区间';

create table engagement.sop_template (
    id bigint generated always as identity constraint sop_template_pk primary key,
    name text not null constraint sop_template_name_ck check (length(name) between 1 and 40),
    scene text not null,
    institution_id bigint not null,
    plan_id bigint not null constraint sop_template_plan_fk references engagement.sop_plan (id),
    rule jsonb not null,
    result jsonb not null,
    advice text not null constraint sop_template_advice_ck check (length(advice) <= 2000),
    kept_by text not null,
    kept_at timestamptz not null
);
create index sop_template_plan_ix on engagement.sop_template (plan_id);
comment on table engagement.sop_template is '由做过的计划留存的模板:连同结果与问答,供其他机构复制';
comment on column engagement.sop_template.advice is '问答与经验';

-- Certifications of the last days are looked for.
create index binding_bound_ix on core.binding (bound_at);
create view core.pub_holding as
select customer_id, account_no, kind, amount, opened_on, matures_on
from core.holding;
alter view core.pub_holding set (security_invoker = true);
comment on view core.pub_holding is '客户的持有,供其他模块读取';
create view core.pub_chat as
select at, customer_id, contact_id, staff_id from core.activity where kind = 'CHATTED';
alter view core.pub_chat set (security_invoker = true);
comment on view core.pub_chat is '客户与员工一对一的往来,供其他模块读取';

grant select on engagement.sop_plan, engagement.sop_version, engagement.sop_day, engagement.sop_outcome, engagement.sop_template,
    core.pub_holding, core.pub_chat to scrm_reader;
select platform.show_rows('engagement.sop_enrolment',
    'case when customer_id is null then core.sees_contact(contact_id) else core.sees_customer(customer_id) end');
