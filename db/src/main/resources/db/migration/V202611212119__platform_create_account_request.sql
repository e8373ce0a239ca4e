create table platform.account_request (
    id bigint generated always as identity constraint account_request_pk primary key,
    kind text not null constraint account_request_kind_ck check (kind in ('OPEN', 'CHANGE', 'PASSWORD', 'ENABLE')),
    username text not null,
    display_name text not null,
    institution_id bigint not null constraint account_request_institution_fk references core.institution (id),
    staff_id bigint constraint account_request_staff_fk references core.staff (id),
    wecom_userid text,
    no_wecom boolean not null,
    asked_by text not null,
    asked_at timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    confirmed boolean,
    constraint account_request_decided_ck check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (confirmed is null)),
    constraint account_request_four_eyes_ck check (lower(decided_by) <> lower(asked_by) and lower(decided_by) <> lower(username))
);
create unique index account_request_waiting_uq on platform.account_request (lower(username)) where decided_by is null;
create index account_request_institution_ix on platform.account_request (institution_id);
create index account_request_staff_ix on platform.account_request (staff_id);
comment on table platform.account_request is '可查看会话的账号(合规)的开立、变更、重置密码、恢复:管理员申请,由另一位合规人员确认后才生效';
comment on column platform.account_request.wecom_userid is '申请时本人的企业微信账号;确认后扫码登录只认它';

create trigger account_request_kept before delete on platform.account_request
for each row execute function platform.refuse_change();
