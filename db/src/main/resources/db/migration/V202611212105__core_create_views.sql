-- What other modules may read of the core. Personal data is not in them.
create view core.pub_institution as
select id, code, name, parent_id, level, province
from core.institution;

create view core.pub_institution_path as
select ancestor_id, institution_id, depth
from core.institution_path;

create view core.pub_segment as
select id, name
from core.segment;

create view core.pub_staff as
select id, staff_no, wecom_userid, name
from core.staff;

create view core.pub_staff_post as
select staff_id, institution_id, position, valid_from, valid_to
from core.staff_post;

create view core.pub_customer as
select id, customer_no, has_account, aum, birthday, institution_id, segment_ids
from core.customer;

create view core.pub_customer_segment_change as
select customer_id, changed_on, segment_ids_before
from core.customer_segment_change;

create view core.pub_assignment as
select customer_id, staff_id, valid_from, valid_to
from core.assignment;

create view core.pub_friend_link as
select id, staff_id, contact_id, added_at, add_way, state, first_add, origin_link_id, ended_at, ended_by
from core.friend_link;

create view core.pub_external_contact as
select id, external_userid
from core.external_contact;

create view core.pub_binding as
select id, contact_id, customer_id, bound_at, unbound_at, route, province
from core.binding;
