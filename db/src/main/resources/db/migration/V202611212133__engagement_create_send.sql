-- One row is one call of WeCom that drafts something for a member: a mass send or a moment. Its key is decided before the first call; while nobody knows whether a call arrived, unsure_since says since when.
create table engagement.send (
    id bigint generated always as identity constraint send_pk primary key,
    channel text not null constraint send_channel_ck check (channel in ('MASS_SEND', 'MOMENT')),
    staff_id bigint not null,
    content_id bigint not null constraint send_content_fk references engagement.content (id),
    day date not null,
    part integer not null constraint send_part_ck check (part > 0),
    state text not null default 'READY' constraint send_state_ck check (
        state in ('READY', 'CALLING', 'DRAFTED', 'CONFIRMED', 'ENDING', 'CLOSED', 'FAILED', 'WITHDRAWN')),
    state_at timestamptz not null,
    message text,
    card_title text,
    link text,
    unsure_since timestamptz,
    job_id text,
    wecom_id text constraint send_wecom_id_uq unique,
    drafted_at timestamptz,
    confirmed_at timestamptz,
    visible integer not null default 0,
    likes integer not null default 0,
    comments integer not null default 0,
    ending text constraint send_ending_ck check (ending in ('WITHDRAWN', 'EXPIRED')),
    reason text,
    code integer,
    attempts integer not null default 0,
    next_at timestamptz not null,
    leased_until timestamptz,
    constraint send_key_uq unique (channel, staff_id, content_id, day, part),
    constraint send_drafted_ck check (state not in ('DRAFTED', 'CONFIRMED', 'ENDING', 'CLOSED') or wecom_id is not null),
    constraint send_failed_ck check (state <> 'FAILED' or reason is not null)
);
create index send_due_ix on engagement.send (next_at) where state in ('READY', 'CALLING', 'DRAFTED', 'CONFIRMED', 'ENDING');
create index send_day_ix on engagement.send (day desc, id desc);
create index send_content_ix on engagement.send (content_id);
create index send_staff_ix on engagement.send (staff_id, state);
comment on table engagement.send is '群发与朋友圈:一次交给员工确认的发送,及其结果';
comment on column engagement.send.part is '同日同员工同内容的第几批(每批至多一万人)';
comment on column engagement.send.state is 'READY 待调用,CALLING 调用中或结果未知,DRAFTED 已交员工,CONFIRMED 员工已确认,ENDING 正在收回,CLOSED 结果已齐,FAILED 未成,WITHDRAWN 未发即撤回';
comment on column engagement.send.unsure_since is '自此刻起可能已有一次调用到达而答复丢失;再调用前先查';
comment on column engagement.send.visible is '朋友圈:可见的客户数;点赞与评论同为计数';
comment on column engagement.send.wecom_id is 'msgid 或 moment_id';

create table engagement.send_reminder (
    id bigint generated always as identity constraint send_reminder_pk primary key,
    send_id bigint not null constraint send_reminder_send_fk references engagement.send (id),
    at timestamptz not null,
    by text not null
);
create index send_reminder_send_ix on engagement.send_reminder (send_id, at);
comment on table engagement.send_reminder is '提醒员工确认群发的记录';

select platform.show_rows('engagement.send', 'staff_id in (select core.seen_staff(ever => true))');
select platform.show_rows('engagement.send_reminder', 'exists (select from engagement.send v where v.id = send_reminder.send_id)');

-- What new friends are greeted with, by the state of the code that they scanned.
create table engagement.welcome (
    id bigint generated always as identity constraint welcome_pk primary key,
    state_prefix text not null constraint welcome_state_prefix_uq unique constraint welcome_state_prefix_ck check (length(state_prefix) <= 30),
    content_id bigint not null constraint welcome_content_fk references engagement.content (id),
    set_by text not null,
    set_at timestamptz not null
);
create index welcome_content_ix on engagement.welcome (content_id);
comment on table engagement.welcome is '欢迎语:按渠道码 state 的前缀取内容;空前缀为默认';
grant select on engagement.welcome to scrm_reader;

-- A code is good once: whoever gets the row in sends, nobody else.
create table engagement.welcome_sent (
    code_digest bytea not null constraint welcome_sent_pk primary key,
    event_at timestamptz not null,
    taken_at timestamptz not null,
    staff_id bigint,
    external_userid text not null,
    state_prefix text,
    content_id bigint,
    outcome text not null default 'TAKEN' constraint welcome_sent_outcome_ck check (
        outcome in ('TAKEN', 'SENT', 'NO_CONTENT', 'SCREENED', 'LATE', 'CHATTING', 'NO_CONSENT', 'UNKNOWN', 'REFUSED')),
    code integer,
    millis bigint
);
create index welcome_sent_at_ix on engagement.welcome_sent (event_at);
select platform.show_rows('engagement.welcome_sent', 'staff_id in (select core.seen_staff(ever => true))');
comment on table engagement.welcome_sent is '欢迎语的每一次发送:一个欢迎码只发一次';
comment on column engagement.welcome_sent.millis is '自事件到发送完成的毫秒数';
