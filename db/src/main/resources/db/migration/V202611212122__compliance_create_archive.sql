create schema if not exists compliance;
comment on schema compliance is '合规:词库、拦截、会话存档、预警与证据';

-- Chats and what is made of them are closed to scrm_reader: who may read them is no matter of a scope.

-- What WeCom handed out, as it came, until it is read. Nothing is forgotten: what cannot be read yet waits, what cannot be
-- read at all stays with its ciphertext.
create table compliance.archive_record (
    seq bigint not null constraint archive_record_pk primary key,
    msgid text not null,
    public_key_version integer not null,
    random_key bytea,
    ciphertext bytea,
    received_at timestamptz not null,
    state text not null constraint archive_record_state_ck check (state in ('PENDING', 'READ', 'UNREADABLE', 'DUPLICATE')),
    reason text,
    at timestamptz,
    place bigint,
    constraint archive_record_kept_ck check (state not in ('PENDING', 'UNREADABLE') or ciphertext is not null),
    constraint archive_record_read_ck check ((state = 'READ') = (at is not null and place is not null))
);
alter table compliance.archive_record alter column ciphertext set storage external;
create unique index archive_record_msgid_uq on compliance.archive_record (msgid) where state in ('PENDING', 'READ');
create unique index archive_record_place_uq on compliance.archive_record (place) where place is not null;
create index archive_record_open_ix on compliance.archive_record (state, seq) where state in ('PENDING', 'UNREADABLE');
comment on table compliance.archive_record is '会话存档:企业微信交出的每条密文记录及其处理状态';
comment on column compliance.archive_record.seq is '企业微信的序号';
comment on column compliance.archive_record.random_key is '加密的随机密钥,原样(Base64);读出后清空';
comment on column compliance.archive_record.ciphertext is '密文,原样(Base64);读出后清空';
comment on column compliance.archive_record.reason is '读不出的原因:一个词,不含内容';
comment on column compliance.archive_record.at is '消息时间,读出后才知道;由此找到聊天消息的分区';
comment on column compliance.archive_record.place is '读出的先后:按事务提交的次序递增。密钥晚到的记录序号小、次序大,后续处理按此次序就不会漏';

create table compliance.archive_cursor (
    source text not null constraint archive_cursor_pk primary key,
    seq bigint not null default 0,
    pulled_at timestamptz,
    drained_at timestamptz,
    began_at timestamptz not null,
    failures integer not null default 0,
    failure text,
    failed_at timestamptz,
    leased_by text,
    leased_until timestamptz
);
comment on table compliance.archive_cursor is '会话存档拉取到的位置:与该页记录在同一事务中前移';
comment on column compliance.archive_cursor.drained_at is '最近一次取尽(企业微信已无更新的记录)的时间:由此计算离五天窗口还有多远';

-- A page waits to be read as one piece, by whichever node has a key for some of it; it goes when nothing of it waits.
create table compliance.archive_page (
    id bigint generated always as identity constraint archive_page_pk primary key,
    first_seq bigint not null,
    last_seq bigint not null,
    awaited_keys integer[] not null,
    tries integer not null default 0,
    next_try_at timestamptz not null,
    leased_by text,
    leased_until timestamptz,
    constraint archive_page_range_ck check (first_seq <= last_seq)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 100);
create index archive_page_next_ix on compliance.archive_page (next_try_at, id);
comment on table compliance.archive_page is '待解密的页:读完即删;缺密钥的等到密钥来';
comment on column compliance.archive_page.awaited_keys is '尚未读出的记录所用的公钥版本';

create table compliance.archive_gap (
    first_seq bigint not null constraint archive_gap_pk primary key,
    last_seq bigint not null,
    noticed_at timestamptz not null,
    asked integer not null default 0,
    next_ask_at timestamptz not null,
    closed_at timestamptz,
    constraint archive_gap_range_ck check (first_seq <= last_seq)
);
create index archive_gap_open_ix on compliance.archive_gap (next_ask_at) where closed_at is null;
comment on table compliance.archive_gap is '序号的缺口:五天内反复再取,补齐才关闭';

create table compliance.archive_place (
    one boolean not null default true constraint archive_place_pk primary key constraint archive_place_one_ck check (one),
    last bigint not null
);
insert into compliance.archive_place (last) values (0);
comment on table compliance.archive_place is '读出次序的最后一个号:取号的事务依次提交';

create table compliance.archive_reader (
    name text not null constraint archive_reader_pk primary key,
    place bigint not null
);
comment on table compliance.archive_reader is '后续处理(检索、筛查、存证)各自做到哪一个读出次序';

create table compliance.conversation (
    id bigint generated always as identity constraint conversation_pk primary key,
    key text not null constraint conversation_key_uq unique,
    kind text not null constraint conversation_kind_ck check (kind in ('SINGLE', 'INTERNAL', 'ROOM')),
    staff_id bigint,
    contact_id bigint,
    room_id text,
    last_at timestamptz not null
);
create index conversation_staff_ix on compliance.conversation (staff_id, last_at desc) where staff_id is not null;
create index conversation_contact_ix on compliance.conversation (contact_id, last_at desc) where contact_id is not null;
comment on table compliance.conversation is '会话:员工与客户的单聊、内部聊天、群聊';
comment on column compliance.conversation.key is 'single:员工:客户、internal:员工:员工(按字母序)、room:群号';

create function compliance.refuse_change_but_retention() returns trigger
language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('scrm.retention', true) = 'on' then
        return old;
    end if;
    raise exception 'rows of % are never changed, and deleted by retention alone', tg_table_name using errcode = 'restrict_violation';
end
$$;
comment on function compliance.refuse_change_but_retention() is '只增不改;只有留存期满的清理(set local scrm.retention = ''on'')可以删除';

create table compliance.chat_message (
    at timestamptz not null,
    seq bigint not null,
    msgid text not null,
    conversation_id bigint not null,
    action text not null constraint chat_message_action_ck check (action in ('SEND', 'RECALL', 'EDIT', 'SWITCH', 'OTHER')),
    from_id text not null,
    to_ids text[] not null,
    staff_id bigint,
    from_staff boolean not null,
    contact_id bigint,
    kind text not null,
    text_enc bytea,
    raw_enc bytea not null,
    digest bytea not null constraint chat_message_digest_ck check (length(digest) = 32),
    constraint chat_message_pk primary key (at, seq)
) partition by range (at);
create index chat_message_conversation_ix on compliance.chat_message (conversation_id, at, seq);
create index chat_message_staff_ix on compliance.chat_message (staff_id, at) where staff_id is not null;
comment on table compliance.chat_message is '聊天消息(加密);按消息月份分区;只增不改';
comment on column compliance.chat_message.at is '企业微信的消息时间;消息里没有的,取收到的时间';
comment on column compliance.chat_message.staff_id is '发出消息的员工,或者会话所属的员工';
comment on column compliance.chat_message.kind is '企业微信的 msgtype,不认识的照原样';
comment on column compliance.chat_message.text_enc is '可供检索与筛查的文字(加密,字段 chat.text)';
comment on column compliance.chat_message.raw_enc is '整条消息的 JSON(加密,字段 chat.raw)';
comment on column compliance.chat_message.digest is '消息 JSON 原文字节的 SHA-256:存证以此成链';

create trigger chat_message_append_only before update or delete on compliance.chat_message
for each row execute function compliance.refuse_change_but_retention();
create trigger chat_message_no_truncate before truncate on compliance.chat_message
for each statement execute function platform.refuse_change();

create table compliance.chat_message_other partition of compliance.chat_message default;
comment on table compliance.chat_message_other is '聊天消息:不在任何已建月份内的消息';
do $$ begin perform platform.create_month_partitions('compliance.chat_message', date '2026-01-01', date '2027-12-01'); end $$;

create table compliance.chat_recall (
    msgid text not null,
    seq bigint not null,
    kind text not null constraint chat_recall_kind_ck check (kind in ('RECALL', 'EDIT')),
    at timestamptz not null,
    constraint chat_recall_pk primary key (msgid, seq)
);
comment on table compliance.chat_recall is '撤回(或改写):哪条消息被哪条记录撤回;原消息仍在';

create table compliance.chat_media (
    id bigint generated always as identity constraint chat_media_pk primary key,
    file_digest bytea not null constraint chat_media_file_uq unique,
    sdkfileid_enc bytea not null,
    kind text not null,
    size bigint,
    md5 text,
    name_enc bytea,
    state text not null default 'PENDING' constraint chat_media_state_ck check (state in ('PENDING', 'FETCHED', 'EXPIRED', 'BROKEN')),
    reason text,
    key_enc bytea,
    next_index text not null default '',
    received bigint not null default 0,
    sha256 bytea,
    type text,
    location text,
    named_at timestamptz not null,
    tries integer not null default 0,
    next_try_at timestamptz not null,
    leased_by text,
    leased_until timestamptz,
    constraint chat_media_fetched_ck check (state <> 'FETCHED' or sha256 is not null and type is not null and location is not null and key_enc is not null)
);
create index chat_media_next_ix on compliance.chat_media (next_try_at, id) where state = 'PENDING';
create index chat_media_content_ix on compliance.chat_media (sha256) where sha256 is not null;
comment on table compliance.chat_media is '聊天中的图片、语音、视频、文件:分块取回,同一文件只存一份';
comment on column compliance.chat_media.file_digest is 'sdkfileid 的 SHA-256';
comment on column compliance.chat_media.key_enc is '此文件自己的密钥(加密,字段 chat.media_key)';
comment on column compliance.chat_media.next_index is '下一块的索引,由企业微信给出;空:从头';
comment on column compliance.chat_media.received is '已取回的字节数';
comment on column compliance.chat_media.type is '由内容开头的字节判定的媒体类型';
comment on column compliance.chat_media.location is '在文件夹或对象存储中的名字;内容相同的文件共用';

create table compliance.chat_message_media (
    seq bigint not null,
    media_id bigint not null constraint chat_message_media_media_fk references compliance.chat_media (id),
    constraint chat_message_media_pk primary key (seq, media_id)
);
create index chat_message_media_media_ix on compliance.chat_message_media (media_id);
comment on table compliance.chat_message_media is '哪条消息里有哪些文件';

create table compliance.chat_consent (
    external_userid text not null,
    with_id text not null,
    contact_id bigint,
    staff_id bigint,
    status text not null constraint chat_consent_status_ck check (status in ('AGREED', 'DISAGREED')),
    changed_at timestamptz not null,
    constraint chat_consent_pk primary key (external_userid, with_id)
);
create index chat_consent_with_ix on compliance.chat_consent (with_id);
comment on table compliance.chat_consent is '客户是否同意存档:按会话(与某员工,或在某群),以最后一次为准';
comment on column compliance.chat_consent.with_id is '员工账号(小写)或群号';
