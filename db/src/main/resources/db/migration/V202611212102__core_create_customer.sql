create table core.segment (
    id smallint generated always as identity constraint segment_pk primary key,
    name text not null constraint segment_name_uq unique,
    constraint segment_name_ck check (name <> '' and name <> '全部' and name !~ '[|]')
);
comment on table core.segment is '客群';

create sequence core.customer_seq increment by 50;

create table core.customer (
    id bigint not null constraint customer_pk primary key,
    customer_no text not null constraint customer_no_uq unique,
    name_enc bytea not null,
    name_digest bytea not null,
    mobile_enc bytea,
    mobile_digest bytea,
    certificate_enc bytea,
    certificate_digest bytea,
    birthday date,
    has_account boolean not null,
    aum numeric(18, 2) not null,
    institution_id bigint not null constraint customer_institution_fk references core.institution (id),
    segment_ids smallint[] not null default '{}',
    source_digest bytea,
    version bigint not null default 0
);
create index customer_mobile_ix on core.customer (mobile_digest) where mobile_digest is not null;
create index customer_name_ix on core.customer (name_digest);
create index customer_certificate_ix on core.customer (certificate_digest) where certificate_digest is not null;
create index customer_institution_ix on core.customer (institution_id);
create index customer_aum_ix on core.customer (aum desc, id desc);
comment on table core.customer is '客户(行内核心客户);姓名、手机、证件号加密存放,按带密钥的摘要查找';
comment on column core.customer.source_digest is '最近一次导入行的带密钥摘要:相同则无需改写';
comment on column core.customer.segment_ids is '当前客群,升序;历史见 core.customer_segment_change';

-- Segments have history only where they changed: the first delivery holds for all time before it.
create table core.customer_segment_change (
    customer_id bigint not null constraint customer_segment_change_customer_fk references core.customer (id),
    changed_on date not null,
    segment_ids_before smallint[] not null,
    constraint customer_segment_change_pk primary key (customer_id, changed_on)
);
create index customer_segment_change_on_ix on core.customer_segment_change (changed_on);
comment on table core.customer_segment_change is '客群变动:某客户在某日变动之前的客群(当日首次变动为准)';

create sequence core.assignment_seq increment by 50;

create table core.assignment (
    id bigint not null constraint assignment_pk primary key,
    customer_id bigint not null constraint assignment_customer_fk references core.customer (id),
    staff_id bigint not null constraint assignment_staff_fk references core.staff (id),
    valid_from date not null,
    valid_to date,
    constraint assignment_from_uq unique (customer_id, valid_from),
    constraint assignment_period_ck check (valid_to >= valid_from)
);
create unique index assignment_open_uq on core.assignment (customer_id) where valid_to is null;
create index assignment_staff_ix on core.assignment (staff_id);
comment on table core.assignment is '管户:客户由谁主管的一段时间(起止日都含);同一客户不重叠';
