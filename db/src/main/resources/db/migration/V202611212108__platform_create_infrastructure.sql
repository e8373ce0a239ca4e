create table platform.event_publication (
    id uuid not null constraint event_publication_pk primary key,
    listener_id text not null,
    event_type text not null,
    serialized_event text not null,
    publication_date timestamptz not null,
    completion_date timestamptz,
    status text,
    completion_attempts integer,
    last_resubmission_date timestamptz
);
create index event_publication_completion_ix on platform.event_publication (completion_date);
comment on table platform.event_publication is '领域事件的投递登记';

create table platform.scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures integer,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    constraint scheduled_tasks_pk primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_ix on platform.scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat_ix on platform.scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority_ix on platform.scheduled_tasks (priority desc, execution_time asc);
comment on table platform.scheduled_tasks is '定时与延时任务';

create table platform.spring_session (
    primary_id char(36) not null constraint spring_session_pk primary key,
    session_id char(36) not null constraint spring_session_id_uq unique,
    creation_time bigint not null,
    last_access_time bigint not null,
    max_inactive_interval integer not null,
    expiry_time bigint not null,
    principal_name varchar(100)
);
create index spring_session_expiry_ix on platform.spring_session (expiry_time);
create index spring_session_principal_ix on platform.spring_session (principal_name);
comment on table platform.spring_session is '登录会话,各节点共用';

create table platform.spring_session_attributes (
    session_primary_id char(36) not null constraint spring_session_attributes_session_fk references platform.spring_session (primary_id) on delete cascade,
    attribute_name varchar(200) not null,
    attribute_bytes bytea not null,
    constraint spring_session_attributes_pk primary key (session_primary_id, attribute_name)
);
comment on table platform.spring_session_attributes is '登录会话的内容';

create table platform.signing_key (
    id text not null constraint signing_key_pk primary key,
    jwk bytea not null,
    created_at timestamptz not null
);
comment on table platform.signing_key is '接口令牌的签名密钥(加密保存),各节点共用';

create sequence platform.account_seq increment by 50;

create table platform.account (
    id bigint not null constraint account_pk primary key,
    username text not null,
    password_hash text,
    must_change_password boolean not null default false,
    role text not null constraint account_role_ck check (role in ('ADMINISTRATOR', 'BRANCH_MANAGER', 'MIDDLE_OFFICE', 'COMPLIANCE', 'RELATIONSHIP_MANAGER', 'OPERATIONS')),
    staff_id bigint constraint account_staff_fk references core.staff (id),
    institution_id bigint constraint account_institution_fk references core.institution (id),
    wecom_userid text,
    no_wecom boolean not null default false,
    display_name text not null,
    failures integer not null default 0,
    locked_until timestamptz,
    disabled boolean not null default false,
    last_sign_in_at timestamptz,
    version bigint not null default 0,
    constraint account_institution_ck check (institution_id is not null or role not in ('BRANCH_MANAGER', 'MIDDLE_OFFICE', 'COMPLIANCE')),
    constraint account_staff_ck check (staff_id is not null or role <> 'RELATIONSHIP_MANAGER'),
    -- whoever sees alerts or chats is known as a person, so that their own can be kept from them
    constraint account_person_ck check (staff_id is not null or wecom_userid is not null or no_wecom or role not in ('BRANCH_MANAGER', 'COMPLIANCE')),
    constraint account_no_wecom_ck check (not no_wecom or staff_id is null and wecom_userid is null)
);
create unique index account_username_uq on platform.account (lower(username));
create unique index account_staff_uq on platform.account (staff_id) where staff_id is not null;
create unique index account_wecom_userid_uq on platform.account (lower(wecom_userid)) where wecom_userid is not null;
create index account_institution_ix on platform.account (institution_id);
comment on table platform.account is '登录账号:角色与数据范围(机构或本人)';
comment on column platform.account.wecom_userid is '合规账号:确认时本人的企业微信账号,扫码登录只认它;其他账号:本人尚不在员工名册中时的企业微信账号';
comment on column platform.account.no_wecom is '声明本人没有企业微信账号,不与客户聊天';
