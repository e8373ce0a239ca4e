-- One row is one wish to reach one customer once, and its whole way. Whoever wishes decides key and moment, the same again
-- when it is done again: so a wish is never there twice. The fatigue guard turns WISHED into PLANNED or SUPPRESSED;
-- only PLANNED ones go out.
create table engagement.touch (
    id bigint generated always as identity,
    key text not null,
    wished_for timestamptz not null,
    source text not null constraint touch_source_ck check (source in ('SOP', 'INSTRUCTION', 'MANUAL', 'WELCOME', 'LEAD')),
    source_id bigint,
    staff_id bigint not null,
    contact_id bigint,
    customer_id bigint,
    channel text not null constraint touch_channel_ck check (channel in ('TASK', 'MASS_SEND', 'MOMENT', 'WELCOME', 'GROUP')),
    content_id bigint constraint touch_content_fk references engagement.content (id),
    worth numeric(14, 2) not null default 0 constraint touch_worth_ck check (worth >= 0),
    state text not null default 'WISHED' constraint touch_state_ck check (
        state in ('WISHED', 'SUPPRESSED', 'PLANNED', 'OFFERED', 'SENT', 'FAILED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')),
    state_at timestamptz not null,
    why jsonb,
    send_id bigint,
    constraint touch_pk primary key (id, wished_for),
    constraint touch_key_uq unique (key, wished_for),
    constraint touch_suppressed_ck check (state <> 'SUPPRESSED' or why is not null)
) partition by range (wished_for);
create table engagement.touch_other partition of engagement.touch default;
select platform.create_month_partitions('engagement.touch', date '2026-09-01', date '2027-02-01');
create index touch_due_ix on engagement.touch (state, wished_for) where state in ('WISHED', 'PLANNED');
create index touch_customer_ix on engagement.touch (customer_id, wished_for) where customer_id is not null;
create index touch_staff_ix on engagement.touch (staff_id, state, wished_for);
create index touch_source_ix on engagement.touch (source, source_id, state);
create index touch_content_ix on engagement.touch (content_id);
create index touch_send_ix on engagement.touch (send_id) where send_id is not null;
comment on table engagement.touch is '触达:一次想要触达一位客户的意愿,以及它的全程';
comment on column engagement.touch.key is '由提出者事先定下的自然键;与时点一起保证不重复';
comment on column engagement.touch.state is 'WISHED 待判,SUPPRESSED 被频次保护压下,PLANNED 可发,OFFERED 已交员工确认,SENT 已发到客户,FAILED 未达,DECLINED 员工不发,WITHDRAWN 内容撤回,EXPIRED 过时未做';
comment on column engagement.touch.why is '压下或失败的缘由(规则与数字),供解释;不含个人信息';
comment on column engagement.touch.worth is '价值(元或分值),冲突时以此取舍';
comment on column engagement.touch.send_id is '合并发送的批次(群发等)';

select platform.show_rows('engagement.touch', 'staff_id in (select core.seen_staff(ever => false))');
