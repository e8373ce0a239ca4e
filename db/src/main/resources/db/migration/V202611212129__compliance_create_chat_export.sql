-- Closed to scrm_reader: as chats themselves.

create table compliance.chat_export (
    id bigint generated always as identity constraint chat_export_pk primary key,
    conversation_id bigint not null,
    first_day date,
    last_day date,
    seqs bigint[],
    reason text not null,
    recipient text not null,
    institution_id bigint not null,
    asked_by text not null,
    asked_at timestamptz not null,
    state text not null default 'ASKED' constraint chat_export_state_ck check (
        state in ('ASKED', 'REFUSED', 'APPROVED', 'READY', 'FAILED', 'EXPIRED')),
    decided_by text,
    decided_at timestamptz,
    decision_reason text,
    done integer not null default 0,
    total integer not null default 0,
    tries integer not null default 0,
    leased_until timestamptz,
    failure text,
    name text,
    location text,
    key_enc bytea,
    bytes bigint,
    sha256 bytea,
    built_at timestamptz,
    expires_at timestamptz,
    constraint chat_export_selection_ck check ((seqs is null) = (first_day is not null and last_day is not null)),
    constraint chat_export_span_ck check (first_day <= last_day),
    constraint chat_export_decided_ck check (
        (state = 'ASKED') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
    constraint chat_export_four_eyes_ck check (lower(decided_by) <> lower(asked_by)),
    constraint chat_export_ready_ck check (
        state <> 'READY' or (location is not null and key_enc is not null and expires_at is not null))
);
create index chat_export_open_ix on compliance.chat_export (id) where state = 'APPROVED';
create index chat_export_asked_ix on compliance.chat_export (asked_at desc);
comment on table compliance.chat_export is '证据包申请:申请人、理由与范围,另一人批准后在后台生成,期满删除;被拒的也保留';
comment on column compliance.chat_export.seqs is '所选的消息;空:整个会话中某日至某日的消息';
comment on column compliance.chat_export.recipient is '提供给谁';
comment on column compliance.chat_export.institution_id is '会话员工所在机构:由此决定哪些合规人员看得见';
comment on column compliance.chat_export.key_enc is '证据包文件自己的密钥(加密,字段 chat.media_key)';

create trigger chat_export_kept before delete on compliance.chat_export
for each row execute function platform.refuse_change();
