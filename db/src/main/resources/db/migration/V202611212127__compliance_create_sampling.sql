-- Back-scan: entries of a version run over what is stored. The place moves in the transaction of what was found.
create table compliance.back_scan (
    id bigint generated always as identity constraint back_scan_pk primary key,
    version integer not null constraint back_scan_version_fk references compliance.lexicon_version (number),
    entry_ids bigint[] not null constraint back_scan_entries_ck check (cardinality(entry_ids) > 0),
    since timestamptz,
    until_place bigint not null,
    place bigint not null default 0,
    state text not null default 'RUNNING' constraint back_scan_state_ck check (state in ('RUNNING', 'PAUSED', 'DONE')),
    read bigint not null default 0,
    screened bigint not null default 0,
    found bigint not null default 0,
    raised bigint not null default 0,
    asked_by text not null,
    asked_at timestamptz not null,
    moved_at timestamptz,
    worked_ms bigint not null default 0,
    finished_at timestamptz,
    constraint back_scan_finished_ck check ((state = 'DONE') = (finished_at is not null))
);
create index back_scan_version_ix on compliance.back_scan (version);
create unique index back_scan_open_uq on compliance.back_scan (version) where state <> 'DONE';
comment on table compliance.back_scan is '回溯筛查:新增或修改的词条对已存档的消息再筛一遍;进度与发现在同一事务中写入';
comment on column compliance.back_scan.since is '只筛此时间以后的消息;空:全部';
comment on column compliance.back_scan.until_place is '开始时存档的最后一个读出次序:此后的消息由日常预警筛查';
comment on column compliance.back_scan.worked_ms is '实际运行时长(含让路,不含暂停),用来估算剩余时间';

-- Working time: by institution, with all below it; null: the whole bank.
create table compliance.working_hours (
    id bigint generated always as identity constraint working_hours_pk primary key,
    institution_id bigint,
    weekdays smallint[] not null constraint working_hours_weekdays_ck check (
        cardinality(weekdays) > 0 and weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]),
    opens smallint not null,
    closes smallint not null,
    break_from smallint not null,
    break_to smallint not null,
    changed_by text not null,
    changed_at timestamptz not null,
    constraint working_hours_institution_uq unique nulls not distinct (institution_id),
    constraint working_hours_order_ck check (
        0 <= opens and opens < closes and closes <= 1440 and opens <= break_from and break_from <= break_to and break_to <= closes)
);
comment on table compliance.working_hours is '工作时间:全行一套,机构可另设(含其下级)';
comment on column compliance.working_hours.opens is '从零点起的分钟数,下同;午休起止相等即无午休';
insert into compliance.working_hours (weekdays, opens, closes, break_from, break_to, changed_by, changed_at)
values ('{1,2,3,4,5}', 540, 1050, 720, 810, 'system', '2026-11-21 00:00+08');

create table compliance.calendar_day (
    day date not null constraint calendar_day_pk primary key,
    working boolean not null,
    name text not null
);
comment on table compliance.calendar_day is '与星期不符的日子:节假日,或调休上班的周末';
insert into compliance.calendar_day (day, working, name)
select d::date, false, h.name
from (values
    ('2026-01-01', '2026-01-03', '元旦'), ('2026-02-15', '2026-02-23', '春节'), ('2026-04-04', '2026-04-06', '清明节'),
    ('2026-05-01', '2026-05-05', '劳动节'), ('2026-06-19', '2026-06-21', '端午节'), ('2026-09-25', '2026-09-27', '中秋节'),
    ('2026-10-01', '2026-10-07', '国庆节')) as h (first, last, name)
cross join generate_series(h.first::timestamp, h.last::timestamp, interval '1 day') as d
union all
select day::date, true, '调休上班'
from (values ('2026-01-04'), ('2026-02-14'), ('2026-02-28'), ('2026-05-09'), ('2026-09-20'), ('2026-10-10')) as w (day);

create table compliance.response_limit (
    id bigint generated always as identity constraint response_limit_pk primary key,
    segment_id smallint constraint response_limit_segment_uq unique nulls not distinct,
    minutes integer not null constraint response_limit_minutes_ck check (minutes between 1 and 10000)
);
comment on table compliance.response_limit is '响应时限(工作分钟):全行一个,客群可另设;一位客户属于多个客群时取最短';
insert into compliance.response_limit (minutes) values (30);

create table compliance.closing_phrase (
    phrase text not null constraint closing_phrase_pk primary key
);
comment on table compliance.closing_phrase is '结束语:客户只说这些时不需要回复';
insert into compliance.closing_phrase (phrase)
values ('谢谢'), ('谢谢你'), ('谢谢您'), ('谢了'), ('多谢'), ('感谢'), ('非常感谢'), ('好'), ('好的'), ('好滴'), ('好哒'), ('好吧'), ('好嘞'),
    ('行'), ('行的'), ('可以'), ('嗯'), ('嗯嗯'), ('哦'), ('哦哦'), ('收到'), ('知道了'), ('明白'), ('明白了'), ('了解'), ('了解了'), ('没问题'),
    ('不用了'), ('啊'), ('呀'), ('哈'), ('哈哈'), ('啦'), ('哟'), ('没事了'), ('辛苦了'), ('辛苦'), ('再见'), ('拜拜'), ('晚安'), ('ok'), ('okay'), ('thanks'), ('thank you'), ('3q'),
    ('👍'), ('🙏'), ('👌'), ('🌹'), ('😊'), ('🤝'), ('[强]'), ('[抱拳]'), ('[握手]'), ('[玫瑰]'), ('[OK]'), ('[微笑]'), ('[愉快]'), ('[合十]');

-- Facts: no text, no name. What the waits are made of are the messages; late ones and recalls make them anew.
create table compliance.response_wait (
    id bigint generated always as identity constraint response_wait_pk primary key,
    conversation_id bigint not null constraint response_wait_conversation_fk references compliance.conversation (id),
    staff_id bigint not null,
    contact_id bigint,
    asked_seq bigint not null,
    asked_at timestamptz not null,
    answered_at timestamptz,
    working_minutes integer,
    limit_minutes integer not null,
    due_at timestamptz not null,
    alerted_at timestamptz,
    constraint response_wait_asked_uq unique (conversation_id, asked_at),
    constraint response_wait_order_ck check (answered_at >= asked_at),
    constraint response_wait_minutes_ck check ((answered_at is null) = (working_minutes is null) and working_minutes >= 0)
);
create index response_wait_staff_ix on compliance.response_wait (staff_id, asked_at);
create index response_wait_asked_ix on compliance.response_wait (asked_at);
create index response_wait_due_ix on compliance.response_wait (due_at) where alerted_at is null and (answered_at is null or answered_at > due_at);
create index chat_recall_seq_ix on compliance.chat_recall (seq);
comment on table compliance.response_wait is '客户等候回复:从客户发问到员工回复(单聊);只有时间,没有内容';
comment on column compliance.response_wait.working_minutes is '等候的工作分钟数,向下取整;未回复为空';
comment on column compliance.response_wait.due_at is '工作分钟数超过时限的时刻';
comment on column compliance.response_wait.alerted_at is '已发出响应超时预警(或因过久不再预警)的时间:一次等候只预警一次';
do $$ begin perform platform.show_rows('compliance.response_wait', 'staff_id in (select core.seen_staff(ever => true))'); end $$;

-- Sampling: what is drawn depends on the archive, the plan and the seed alone.
create table compliance.sampling_plan (
    id bigint generated always as identity constraint sampling_plan_pk primary key,
    name text not null constraint sampling_plan_name_ck check (name <> ''),
    institution_id bigint not null,
    share numeric(5, 4) not null constraint sampling_plan_share_ck check (share > 0 and share <= 1),
    least integer not null constraint sampling_plan_least_ck check (least between 0 and 1000),
    second_share numeric(5, 4) not null constraint sampling_plan_second_ck check (second_share between 0 and 1),
    alert_weight numeric(6, 2) not null,
    complaint_weight numeric(6, 2) not null,
    new_staff_weight numeric(6, 2) not null,
    high_value_weight numeric(6, 2) not null,
    new_staff_days integer not null,
    high_value_aum numeric(18, 2) not null,
    made_by text not null,
    made_at timestamptz not null,
    ended_at timestamptz,
    constraint sampling_plan_weights_ck check (
        alert_weight >= 0 and complaint_weight >= 0 and new_staff_weight >= 0 and high_value_weight >= 0)
);
create unique index sampling_plan_name_uq on compliance.sampling_plan (institution_id, name) where ended_at is null;
comment on table compliance.sampling_plan is '抽检方案:每位经理每月抽取的比例与下限、风险权重、盲评比例';
comment on column compliance.sampling_plan.alert_weight is '基础权重为 1,会话有预警时加此数;以下权重同理';

create table compliance.sampling_draw (
    id bigint generated always as identity constraint sampling_draw_pk primary key,
    plan_id bigint not null constraint sampling_draw_plan_fk references compliance.sampling_plan (id),
    month date not null constraint sampling_draw_month_ck check (extract(day from month) = 1),
    seed bigint not null,
    population integer not null,
    frame_digest bytea not null,
    drawn_by text not null,
    drawn_at timestamptz not null,
    constraint sampling_draw_month_uq unique (plan_id, month)
);
comment on table compliance.sampling_draw is '一次抽取:同一存档、同一方案、同一种子,抽出同样的会话';
comment on column compliance.sampling_draw.frame_digest is '被抽总体(会话与权重,按会话排序)的 SHA-256:可证明重抽所据相同';

create table compliance.sampling_item (
    id bigint generated always as identity constraint sampling_item_pk primary key,
    draw_id bigint not null constraint sampling_item_draw_fk references compliance.sampling_draw (id),
    conversation_id bigint not null constraint sampling_item_conversation_fk references compliance.conversation (id),
    staff_id bigint not null,
    last_seq bigint not null,
    messages integer not null,
    weight numeric(8, 2) not null,
    signs text[] not null,
    blind boolean not null,
    settled text constraint sampling_item_settled_ck check (settled in ('IN_ORDER', 'FINDING')),
    settled_at timestamptz,
    constraint sampling_item_uq unique (draw_id, conversation_id),
    constraint sampling_item_settled_at_ck check ((settled is null) = (settled_at is null))
);
create index sampling_item_conversation_ix on compliance.sampling_item (conversation_id);
comment on table compliance.sampling_item is '抽中的会话';
comment on column compliance.sampling_item.last_seq is '当月最后一条消息:从这里往前看';
comment on column compliance.sampling_item.signs is '加权的风险因素';
comment on column compliance.sampling_item.blind is '另有一人盲评';

create table compliance.sampling_review (
    id bigint generated always as identity constraint sampling_review_pk primary key,
    item_id bigint not null constraint sampling_review_item_fk references compliance.sampling_item (id),
    round text not null constraint sampling_review_round_ck check (round in ('FIRST', 'SECOND', 'THIRD')),
    reviewer text,
    verdict text constraint sampling_review_verdict_ck check (verdict in ('IN_ORDER', 'FINDING')),
    category text,
    level text constraint sampling_review_level_ck check (level in ('LOW', 'MEDIUM', 'HIGH')),
    note_enc bytea,
    decided_at timestamptz,
    constraint sampling_review_round_uq unique (item_id, round),
    constraint sampling_review_decided_ck check (
        (verdict is null) = (decided_at is null) and (verdict is null or reviewer is not null)
        and (coalesce(verdict, '') = 'FINDING') = (category is not null and level is not null))
);
create unique index sampling_review_persons_uq on compliance.sampling_review (item_id, lower(reviewer));
create index sampling_review_open_ix on compliance.sampling_review (lower(reviewer), id) where verdict is null;
comment on table compliance.sampling_review is '抽检意见:初评、盲评、裁定,三人各不相同;写定后不可改';
comment on column compliance.sampling_review.note_enc is '意见(加密,字段 sampling.note)';

create function compliance.refuse_change_of_review() returns trigger
language plpgsql as $$
begin
    if old.verdict is not null then
        raise exception 'a review that was given is never changed' using errcode = 'restrict_violation';
    end if;
    return coalesce(new, old);
end
$$;
comment on function compliance.refuse_change_of_review() is '已写定的抽检意见不可改';
create trigger sampling_review_kept before update or delete on compliance.sampling_review
for each row execute function compliance.refuse_change_of_review();
