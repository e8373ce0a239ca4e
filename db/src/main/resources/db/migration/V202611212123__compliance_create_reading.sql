-- What officers looked for. The words may name people, so they are encrypted; the audit log tells of the search by its number.
create table compliance.chat_inquiry (
    id bigint generated always as identity constraint chat_inquiry_pk primary key,
    at timestamptz not null,
    account text not null,
    reason text not null,
    asked_enc bytea not null
);
create index chat_inquiry_account_ix on compliance.chat_inquiry (account, at desc);
comment on table compliance.chat_inquiry is '合规人员对会话存档的查询:谁、何时、为何、查什么;只增不改';
comment on column compliance.chat_inquiry.asked_enc is '所查的词与条件(JSON,加密,字段 chat.inquiry)';

create trigger chat_inquiry_append_only before update or delete on compliance.chat_inquiry
for each row execute function platform.refuse_change();
create trigger chat_inquiry_no_truncate before truncate on compliance.chat_inquiry
for each statement execute function platform.refuse_change();

-- Which conversations a page of results showed, of the entries of the audit log about searches.
create index audit_entry_shown_ix on core.audit_entry using gin ((details -> 'conversations')) where action = 'CHATS_SEARCHED';
