-- What pictures of chats hold beside what is written: codes that a telephone reads, and text. A picture is read once, however many
-- messages send it; each of these messages is looked at for itself.
create table compliance.picture (
    sha256 bytea constraint picture_pk primary key,
    state text not null default 'WAITING' constraint picture_state_ck check (state in ('WAITING', 'READ', 'UNREADABLE')),
    reason text constraint picture_reason_ck check (reason in ('FORMAT', 'TOO_LARGE', 'BROKEN', 'LOST', 'GIVEN_UP')),
    width integer,
    height integer,
    tries integer not null default 0,
    next_try_at timestamptz not null,
    read_at timestamptz,
    millis integer,
    text_state text not null default 'WAITING' constraint picture_text_state_ck check (text_state in ('WAITING', 'READ', 'FAILED')),
    text_tries integer not null default 0,
    text_next_at timestamptz not null default now(),
    text_enc bytea,
    constraint picture_unreadable_ck check (state <> 'UNREADABLE' or reason is not null),
    constraint picture_read_ck check (state <> 'READ' or reason is null and width is not null and height is not null)
);
create index picture_next_ix on compliance.picture (next_try_at) where state = 'WAITING';
create index picture_text_ix on compliance.picture (text_next_at) where state = 'READ' and text_state = 'WAITING';
comment on table compliance.picture is '聊天图片的识读:按内容(SHA-256)各识读一次';
comment on column compliance.picture.reason is '不能识读的原因:格式不支持、像素过多、内容损坏、文件缺失、多次失败';
comment on column compliance.picture.text_state is '图中文字的识读;没有装文字识别库的节点不识读,装上后由新到旧补上';
comment on column compliance.picture.text_enc is '图中文字(加密,字段 chat.picture_text);空:没有文字';
comment on column compliance.picture.next_try_at is '此时之后才(再)识读;开始识读时即推后,故进程中断也不会丢';

create table compliance.picture_code (
    sha256 bytea not null constraint picture_code_picture_fk references compliance.picture (sha256) on delete cascade,
    number smallint not null,
    kind text not null constraint picture_code_kind_ck check (kind in ('PAYMENT', 'GROUP', 'CONTACT', 'LINK', 'TEXT', 'OWN')),
    format text not null,
    payload_enc bytea not null,
    constraint picture_code_pk primary key (sha256, number)
);
create index picture_code_kind_ix on compliance.picture_code (kind);
comment on table compliance.picture_code is '图片中的二维码、条形码';
comment on column compliance.picture_code.payload_enc is '码的内容(加密,字段 chat.picture_code)';

create table compliance.picture_message (
    seq bigint not null,
    media_id bigint not null,
    sha256 bytea,
    state text not null default 'FETCHING' constraint picture_message_state_ck check (state in ('FETCHING', 'READING', 'READ')),
    constraint picture_message_pk primary key (seq, media_id),
    constraint picture_message_media_fk foreign key (seq, media_id) references compliance.chat_message_media (seq, media_id) on delete cascade
);
create index picture_message_fetching_ix on compliance.picture_message (media_id) where state = 'FETCHING';
create index picture_message_reading_ix on compliance.picture_message (sha256) where state = 'READING';
create index picture_message_read_ix on compliance.picture_message (seq) where state = 'READ';
comment on table compliance.picture_message is '待处理的消息图片:待取回、待识读、待预警;处理完即删';

create table compliance.picture_text_message (
    number bigint generated always as identity constraint picture_text_message_pk primary key,
    seq bigint not null,
    media_id bigint not null,
    constraint picture_text_message_uq unique (seq, media_id),
    constraint picture_text_message_media_fk foreign key (seq, media_id) references compliance.chat_message_media (seq, media_id) on delete cascade
);
comment on table compliance.picture_text_message is '图中文字已识读的消息,按识读完成的先后编号;各节点的检索索引据此补入';
comment on column compliance.picture_text_message.number is '在 archive_reader 的 picture-texts 行锁内取号,故号序即提交顺序';

-- Two more that an alert can come from.
alter table compliance.alert_group drop constraint alert_group_source_ck;
alter table compliance.alert_group add constraint alert_group_source_ck check (
    source in ('WORD', 'BACKSCAN', 'COMPLAINT', 'SENSITIVE_ACTION', 'RESPONSE_TIME', 'SAMPLING', 'PICTURE_CODE', 'PICTURE_WORD'));
alter table compliance.alert drop constraint alert_source_ck;
alter table compliance.alert add constraint alert_source_ck check (
    source in ('WORD', 'BACKSCAN', 'COMPLAINT', 'SENSITIVE_ACTION', 'RESPONSE_TIME', 'SAMPLING', 'PICTURE_CODE', 'PICTURE_WORD'));
