create table core.consent_text (
    version text not null constraint consent_text_pk primary key constraint consent_text_version_ck check (version ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$'),
    title text not null,
    body text not null,
    status text not null default 'DRAFT' constraint consent_text_status_ck check (status in ('DRAFT', 'PROPOSED', 'APPROVED')),
    effective_from timestamptz,
    written_by text not null,
    written_at timestamptz not null,
    approved_by text,
    approved_at timestamptz,
    sent_back_by text,
    sent_back_reason text,
    revision bigint not null default 0,
    constraint consent_text_approved_ck check (
        (status = 'APPROVED') = (approved_at is not null) and (status <> 'APPROVED' or effective_from is not null)),
    constraint consent_text_four_eyes_ck check (
        status <> 'APPROVED' or written_by = 'platform' or coalesce(lower(approved_by) <> lower(written_by), false))
);
comment on table core.consent_text is '实名认证的告知同意书,按版本保存:起草,由另一人批准,自某时起生效;生效后永不修改';
comment on column core.consent_text.effective_from is '批准前:希望的生效时间,空为批准即生效;批准后:生效时间';
comment on column core.consent_text.written_by is '最后改动文本的账号;platform:随平台交付';

create view core.former_consent_text as
select version from core.consent_text
where status = 'APPROVED' and effective_from < (
    select max(effective_from) from core.consent_text where status = 'APPROVED' and effective_from <= now());
comment on view core.former_consent_text is '已被新版本取代的告知同意书';

create function core.keep_consent_text() returns trigger language plpgsql as $$
begin
    if old.status = 'APPROVED' and old.effective_from <= now() then
        raise exception 'A consent text that customers were shown is never changed' using errcode = 'restrict_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger consent_text_kept before update or delete on core.consent_text
for each row execute function core.keep_consent_text();

insert into core.consent_text (version, title, body, status, effective_from, approved_at, written_at, written_by) values (
    '2026-11',
    '实名认证告知同意书',
    $text$我们为什么请您认证
您已添加我行客户经理为企业微信好友。完成实名认证后，客户经理才能确认好友就是您本人，为您办理业务、通知到期产品，并防止他人冒用您的名义。

我们使用哪些信息
您填写的姓名、手机号码和短信验证码，仅用于与您在我行预留的信息核对；您的微信标识，用于把这位好友与您的客户资料对应起来；访问时的网络地址只换算成省份保存，原始地址不保存。

我们不做什么
不向您索要密码、银行卡号、卡背面三位数字；不读取您的通讯录、聊天内容和位置；不把您的信息提供给我行以外的任何单位，法律另有规定的除外。

保存多久
在您同意期间保存。您撤回同意后，我们立即停止据此提供的一切服务，只按法律要求保留同意与撤回的记录。

您的权利
您可以随时撤回同意：在认证完成页打开「我的同意」，或告诉您的客户经理、在我行手机银行办理。撤回不影响您在我行的账户和其他业务。对信息使用有疑问，可以向客户经理或营业网点询问。$text$,
    'APPROVED',
    timestamptz '2026-11-01 00:00:00+08',
    timestamptz '2026-11-01 00:00:00+08',
    timestamptz '2026-11-01 00:00:00+08',
    'platform');

-- Consents stand beside bindings: a binding ends for many reasons, a consent only by the customer's word.
create sequence core.consent_seq increment by 50;

create table core.consent (
    id bigint not null constraint consent_pk primary key,
    code text not null constraint consent_code_uq unique constraint consent_code_ck check (code ~ '^[0-9A-Za-z_-]{22}$'),
    contact_id bigint not null constraint consent_contact_fk references core.external_contact (id),
    customer_id bigint not null constraint consent_customer_fk references core.customer (id),
    version text not null,
    route text not null constraint consent_route_ck check (route in ('app', 'link')),
    given_at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_via text constraint consent_withdrawn_via_ck check (withdrawn_via in ('CUSTOMER', 'STAFF', 'APP', 'RENEWED')),
    constraint consent_period_ck check (withdrawn_at >= given_at),
    constraint consent_withdrawn_ck check ((withdrawn_at is null) = (withdrawn_via is null))
);
create unique index consent_standing_uq on core.consent (contact_id, customer_id) where withdrawn_at is null;
create index consent_contact_ix on core.consent (contact_id);
create index consent_version_ix on core.consent (version) where withdrawn_at is null;
create index consent_customer_ix on core.consent (customer_id, given_at desc);
comment on table core.consent is '客户的同意:哪个版本、何时、经何途径、何时撤回;撤回后以其为据的认证即解除';
comment on column core.consent.code is '客户查看与撤回同意的链接中的随机编号(128 位);链接另带签名';
comment on column core.consent.withdrawn_via is 'CUSTOMER 客户本人,STAFF 员工代办,APP 行内应用,RENEWED 由新版本的同意取代';

-- A customer may bind WeChat in the app before anybody is their friend: kept until a contact with this unionid appears.
create table core.awaited_binding (
    unionid text not null constraint awaited_binding_pk primary key,
    customer_id bigint not null constraint awaited_binding_customer_fk references core.customer (id),
    bound_at timestamptz not null,
    province text constraint awaited_binding_province_ck check (province ~ '^[0-9]{6}$'),
    consent_version text not null,
    told_at timestamptz not null
);
create index awaited_binding_customer_ix on core.awaited_binding (customer_id);
comment on table core.awaited_binding is '应用先于好友关系报来的认证:按微信 unionid 暂存,好友出现时生效';

alter table core.binding
    add column made_by text,
    add column ended_by text,
    add column end_reason text,
    add column address_digest bytea,
    add column device_digest bytea;
comment on column core.binding.made_by is '复核通过时:作出决定的账号;空:由客户本人或行内应用完成';
comment on column core.binding.address_digest is '认证页面来访地址的加盐摘要;原始地址不保存';
comment on column core.binding.device_digest is '认证页面来访设备特征的加盐摘要';

create sequence core.invitation_seq increment by 50;

create table core.invitation (
    id bigint not null constraint invitation_pk primary key,
    code text not null constraint invitation_code_uq unique constraint invitation_code_ck check (code ~ '^[0-9A-Za-z_-]{22}$'),
    link_id bigint not null constraint invitation_link_fk references core.friend_link (id),
    made_by text not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    opened_at timestamptz,
    used_at timestamptz,
    revoked_at timestamptz
);
create index invitation_link_ix on core.invitation (link_id, made_at desc);
comment on table core.invitation is '认证邀请:客户经理发给一位好友的认证链接,签名、单一用途、会过期';
comment on column core.invitation.code is '链接中的随机编号(128 位);链接另带签名';

create table core.one_time_code (
    invitation_id bigint not null constraint one_time_code_invitation_fk references core.invitation (id),
    sent_at timestamptz not null,
    code_hash bytea not null,
    expires_at timestamptz not null,
    tries smallint not null default 0,
    used_at timestamptz,
    constraint one_time_code_pk primary key (invitation_id, sent_at)
);
comment on table core.one_time_code is '短信验证码:只存与手机号一起的带密钥散列,最多试五次';

-- Every visit of a binding page that got as far as a name: what integrity compares across staff.
create table core.binding_visit (
    id bigint generated always as identity constraint binding_visit_pk primary key,
    invitation_id bigint not null constraint binding_visit_invitation_fk references core.invitation (id),
    at timestamptz not null,
    province text constraint binding_visit_province_ck check (province ~ '^[0-9]{6}$'),
    address_digest bytea not null,
    device_digest bytea not null,
    outcome text not null
);
create index binding_visit_invitation_ix on core.binding_visit (invitation_id);
create index binding_visit_address_ix on core.binding_visit (address_digest, at);
create index binding_visit_device_ix on core.binding_visit (device_digest, at);
comment on table core.binding_visit is '认证页面的提交:只留省份代码与加盐摘要';

create table core.rate_limit (
    id bigint not null constraint rate_limit_pk primary key,
    state bytea,
    expires_at bigint
);
comment on table core.rate_limit is '认证页面的频率限制(令牌桶),各节点共用;键为链接、手机号、地址的摘要';

create table core.refused_attempt (
    day date not null,
    reason text not null,
    attempts bigint not null,
    constraint refused_attempt_pk primary key (day, reason)
);
comment on table core.refused_attempt is '被拒绝的认证尝试:每日按原因计数,不留是谁';

create sequence core.binding_review_seq increment by 50;

create table core.binding_review (
    id bigint not null constraint binding_review_pk primary key,
    kind text not null constraint binding_review_kind_ck check (kind in ('NO_SUCH_CUSTOMER', 'AMBIGUOUS', 'BOUND_ELSEWHERE', 'OTHER_WECHAT')),
    route text not null constraint binding_review_route_ck check (route in ('app', 'link')),
    contact_id bigint not null constraint binding_review_contact_fk references core.external_contact (id),
    link_id bigint constraint binding_review_link_fk references core.friend_link (id),
    institution_id bigint constraint binding_review_institution_fk references core.institution (id),
    stated_name_enc bytea,
    stated_mobile_enc bytea,
    stated_mobile_digest bytea,
    stated_customer_no text,
    candidate_ids bigint[] not null default '{}',
    consent_version text not null,
    consented_at timestamptz not null,
    province text constraint binding_review_province_ck check (province ~ '^[0-9]{6}$'),
    address_digest bytea,
    device_digest bytea,
    raised_at timestamptz not null,
    status text not null default 'OPEN' constraint binding_review_status_ck check (status in ('OPEN', 'PROPOSED', 'APPROVED', 'REJECTED', 'SUPERSEDED')),
    customer_id bigint constraint binding_review_customer_fk references core.customer (id),
    rebinds boolean not null default false,
    ends_others boolean not null default false,
    proposed_by text,
    proposed_at timestamptz,
    proposed_reason text,
    decided_by text,
    decided_at timestamptz,
    decided_reason text,
    version bigint not null default 0,
    constraint binding_review_proposed_ck check (status <> 'PROPOSED' or (proposed_by is not null and proposed_at is not null and proposed_reason is not null and customer_id is not null)),
    constraint binding_review_decided_ck check ((status in ('APPROVED', 'REJECTED', 'SUPERSEDED')) = (decided_by is not null and decided_at is not null and decided_reason is not null)),
    constraint binding_review_four_eyes_ck check (
        status <> 'APPROVED' or not (rebinds or kind in ('BOUND_ELSEWHERE', 'OTHER_WECHAT'))
        or (proposed_by is not null and lower(proposed_by) <> lower(decided_by)))
);
create unique index binding_review_open_uq on core.binding_review (contact_id) where status in ('OPEN', 'PROPOSED');
create index binding_review_contact_ix on core.binding_review (contact_id);
create index binding_review_link_ix on core.binding_review (link_id);
create index binding_review_customer_ix on core.binding_review (customer_id);
create index binding_review_institution_ix on core.binding_review (institution_id, raised_at);
create index binding_review_waiting_ix on core.binding_review (raised_at) where status in ('OPEN', 'PROPOSED');
comment on table core.binding_review is '认证复核:无此客户、不能唯一确定、已认证为他人、微信与好友不符;改认证须两人经手';
comment on column core.binding_review.status is 'SUPERSEDED:客户又作了新的认证,本条自动了结';
comment on column core.binding_review.rebinds is '通过后会改动已有的认证,或使一位客户有不止一个微信:须两人经手';
comment on column core.binding_review.ends_others is '通过时一并解除该客户在其他微信上的认证';
