-- The guard moves a touch out of quiet hours and holidays. Key and wished_for say who it is and never change; whatever sends
-- goes by planned_for.
alter table engagement.touch add column planned_for timestamptz;
alter table engagement.touch add constraint touch_planned_ck check (state <> 'PLANNED' or planned_for is null or planned_for >= wished_for);
comment on column engagement.touch.planned_for is '频次保护排定的时刻:可发(PLANNED)的,到此时方可发出;空:即 wished_for';
-- Of those whose customer is not known yet.
create index touch_contact_ix on engagement.touch (contact_id, wished_for) where customer_id is null and contact_id is not null;

create table engagement.fatigue_cap (
    id bigint generated always as identity constraint fatigue_cap_pk primary key,
    channel text constraint fatigue_cap_channel_ck check (channel in ('TASK', 'MASS_SEND', 'MOMENT', 'GROUP')),
    days integer not null constraint fatigue_cap_days_ck check (days between 1 and 90),
    most integer not null constraint fatigue_cap_most_ck check (most between 0 and 100),
    constraint fatigue_cap_uq unique nulls not distinct (channel, days)
);
comment on table engagement.fatigue_cap is '频次上限:每位客户在任意连续若干天内(北京时间)最多几次触达';
comment on column engagement.fatigue_cap.channel is '空:各渠道合计';
insert into engagement.fatigue_cap (channel, days, most) values (null, 1, 1), (null, 7, 3), (null, 30, 8), ('MASS_SEND', 7, 1), ('MASS_SEND', 30, 4);

create table engagement.fatigue_setting (
    only_row boolean not null default true constraint fatigue_setting_pk primary key constraint fatigue_setting_one_ck check (only_row),
    quiet_from integer not null constraint fatigue_setting_from_ck check (quiet_from between 0 and 1439),
    quiet_to integer not null constraint fatigue_setting_to_ck check (quiet_to between 0 and 1439),
    complaint_days integer not null constraint fatigue_setting_complaint_ck check (complaint_days between 0 and 365),
    deletion_days integer not null constraint fatigue_setting_deletion_ck check (deletion_days between 0 and 365),
    version integer not null default 0
);
comment on table engagement.fatigue_setting is '频次保护的其他规则:免打扰时段、投诉与删除后的静默天数';
comment on column engagement.fatigue_setting.quiet_from is '免打扰开始,自零点起的分钟数(北京时间)';
insert into engagement.fatigue_setting (quiet_from, quiet_to, complaint_days, deletion_days) values (1230, 540, 30, 90);

create table engagement.holiday (
    day date constraint holiday_pk primary key,
    name text not null constraint holiday_name_ck check (length(name) between 1 and 30)
);
comment on table engagement.holiday is '不打扰客户的节假日;可增删';
-- 国务院办公厅关于2026年部分节假日安排的通知
insert into engagement.holiday (day, name)
select day::date, name
from (values ('2026-01-01', '2026-01-03', '元旦'), ('2026-02-15', '2026-02-23', '春节'), ('2026-04-04', '2026-04-06', '清明节'),
        ('2026-05-01', '2026-05-05', '劳动节'), ('2026-06-19', '2026-06-21', '端午节'), ('2026-09-25', '2026-09-27', '中秋节'),
        ('2026-10-01', '2026-10-07', '国庆节')) h (first, last, name)
    cross join generate_series(h.first::timestamp, h.last::timestamp, interval '1 day') day;

-- Complaints as compliance knows them, but for those that were found to be none.
create view compliance.pub_complaint as
select a.contact_id, a.at
from compliance.alert a
join compliance.alert_group g on g.id = a.group_id
where a.source = 'COMPLAINT' and a.contact_id is not null and g.state not in ('FALSE_POSITIVE', 'DISMISSED');
alter view compliance.pub_complaint set (security_invoker = true);
comment on view compliance.pub_complaint is '客户的投诉:联系人与时间,供频次保护';
create index alert_complaint_ix on compliance.alert (contact_id, at) where source = 'COMPLAINT';
-- Asked for customers whom somebody wants to reach.
create index friend_link_ended_by_customer_ix on core.friend_link (contact_id, ended_at) where ended_by = 'CUSTOMER';

grant select on engagement.fatigue_cap, engagement.fatigue_setting, engagement.holiday to scrm_reader;
