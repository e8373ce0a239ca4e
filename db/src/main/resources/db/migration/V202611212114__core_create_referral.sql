-- A friend added with the state of a referral code was brought by the code's owner: the chain is read from links.
create table core.referral_code (
    code text not null constraint referral_code_pk primary key constraint referral_code_ck check (code ~ '^r[0-9A-Za-z]{9}$'),
    customer_id bigint not null constraint referral_code_customer_fk references core.customer (id),
    staff_id bigint not null constraint referral_code_staff_fk references core.staff (id),
    made_at timestamptz not null,
    constraint referral_code_owner_uq unique (customer_id, staff_id)
);
create index referral_code_staff_ix on core.referral_code (staff_id);
comment on table core.referral_code is '转介绍码:老客户带来的新好友以此为渠道参数(state)';
create index friend_link_state_ix on core.friend_link (state) where state is not null;

-- Only an add by the manager whom the code is for counts, only the first life of that friend, and nobody brings themselves.
create view core.pub_referral as
select l.id, l.added_at, l.staff_id, l.contact_id, r.customer_id as referrer_id
from core.referral_code r
join core.friend_link l on l.state = r.code and l.staff_id = r.staff_id
where not exists (
        select from core.friend_link e
        where e.staff_id = l.staff_id and e.contact_id = l.contact_id and e.added_at < l.added_at)
    and not exists (
        select from core.binding b where b.contact_id = l.contact_id and b.customer_id = r.customer_id);
comment on view core.pub_referral is '转介绍:老客户带来的好友';
