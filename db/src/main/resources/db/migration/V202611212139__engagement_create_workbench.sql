-- What a member of staff was handed to say to one customer, cleared at that moment, and that it went out: once.
create table engagement.offer (
    id bigint generated always as identity constraint offer_pk primary key,
    key uuid not null constraint offer_key_uq unique,
    staff_id bigint not null,
    contact_id bigint,
    customer_id bigint,
    touch_id bigint,
    content_id bigint constraint offer_content_fk references engagement.content (id),
    verdict_id bigint not null,
    verdict_at timestamptz not null,
    offered_at timestamptz not null,
    sent_at timestamptz,
    way text constraint offer_way_ck check (way in ('CLIENT', 'COPIED')),
    constraint offer_sent_ck check ((sent_at is null) = (way is null))
);
create index offer_content_ix on engagement.offer (content_id) where content_id is not null;
create index offer_staff_ix on engagement.offer (staff_id, offered_at);
create index offer_touch_ix on engagement.offer (touch_id) where touch_id is not null;
create index offer_contact_ix on engagement.offer (contact_id, sent_at) where contact_id is not null;
create index offer_customer_ix on engagement.offer (customer_id, sent_at) where customer_id is not null;
comment on table engagement.offer is '交给员工的一段话:当时筛查放行,发出只记一次;原文不留存';
comment on column engagement.offer.touch_id is '为哪件待办(engagement.touch.id);空:员工自己要说的话';
comment on column engagement.offer.verdict_id is '放行的结论编号,与 verdict_at 一起指认结论';
comment on column engagement.offer.way is 'CLIENT 由企业微信客户端发出,COPIED 复制后由员工发出并确认';
select platform.show_rows('engagement.offer', 'staff_id in (select core.seen_staff(ever => false))');
