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
