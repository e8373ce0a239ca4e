-- One branch: an institution below head office, its manager, a customer of the manager's and one whom nobody manages, a friend
-- who is certified as the first, and a row of everything that is told of them. {n} makes the names of branches differ.
insert into core.institution (id, code, name, parent_id, level, province, version) values ({n}, 'B{n}', '支行{n}', 1, 2, '440000', 0);
insert into core.institution_path (ancestor_id, institution_id, depth) values ({n}, {n}, 0), (1, {n}, 1);
insert into core.staff (id, staff_no, wecom_userid, name, version) values ({n}, 'S{n}', 's{n}', '经理{n}', 0);
insert into core.staff_post (id, staff_id, institution_id, position, valid_from) values ({n}, {n}, {n}, '客户经理', '2026-01-01');
insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id) values
    ({n}, 'C{n}', '\x00', '\x00', true, 100, {n}), ({n} + 5, 'H{n}', '\x00', '\x00', true, 100, {n});
insert into core.assignment (id, customer_id, staff_id, valid_from, valid_to) values
    ({n}, {n}, {n}, '2026-02-01', null), ({n} + 5, {n}, {n}, '2026-01-01', '2026-01-31');
insert into core.customer_segment_change (customer_id, changed_on, segment_ids_before) values ({n}, '2026-02-01', '{}');
insert into core.segment_member (customer_id, segment_ids) values ({n}, '{1}');
insert into core.segment_member_change (customer_id, changed_on, segment_ids_before) values ({n}, '2026-02-01', '{}');
insert into core.holding (customer_id, account_no, kind, product, amount) values ({n}, 'A{n}', 'DEMAND', '活期', 1);
insert into core.last_contact (customer_id, staff_id, at, kind) values ({n}, {n}, '2026-03-01 00:00+08', 'CALLED');
insert into core.note (id, customer_id, staff_id, written_by, written_at, text_enc) values ({n}, {n}, {n}, 's{n}', '2026-03-01 00:00+08', '\x00');
insert into core.referral_code (code, customer_id, staff_id, made_at) values ('r0000000{n}', {n}, {n}, '2026-03-01 00:00+08');
insert into core.external_contact (id, external_userid, version) values ({n}, 'wm{n}', 0), ({n} + 5, 'wn{n}', 0);
insert into core.friend_link (id, staff_id, contact_id, added_at, state, first_add, version) values
    ({n}, {n}, {n}, '2026-02-01 00:00+08', null, true, 0), ({n} + 5, {n}, {n} + 5, '2026-04-01 00:00+08', 'r0000000{n}', true, 0);
insert into core.binding (id, contact_id, customer_id, bound_at, route) values ({n}, {n}, {n}, '2026-02-02 00:00+08', 'app');
insert into core.consent (id, code, contact_id, customer_id, version, route, given_at)
    values ({n}, lpad('{n}', 22, '0'), {n}, {n}, 'v', 'app', '2026-02-02 00:00+08');
insert into core.binding_review (id, kind, route, contact_id, institution_id, consent_version, consented_at, raised_at)
    values ({n}, 'AMBIGUOUS', 'link', {n} + 5, {n}, 'v', '2026-02-02 00:00+08', '2026-02-02 00:00+08');
insert into core.invitation (id, code, link_id, made_by, made_at, expires_at)
    values ({n}, lpad('{n}', 22, '0'), {n}, 's{n}', '2026-02-01 00:00+08', '2026-02-03 00:00+08');
insert into core.tag_group (wecom_group_id, name, sort_order) values ('g{n}', '组{n}', 0);
insert into core.tag (group_id, wecom_tag_id, name, sort_order) select id, 't{n}', '标签{n}', 0 from core.tag_group where name = '组{n}';
insert into core.friend_link_tag (link_id, tag_id) select {n}, id from core.tag where name = '标签{n}';
insert into core.customer_tag (customer_id, tag_id, by_rule, tagged_at) select {n}, id, false, '2026-03-01 00:00+08' from core.tag where name = '标签{n}';
insert into core.tag_wish (kind, link_id, tag_id, wished_by, wished_at, next_attempt_at)
    select 'MARK', {n}, id, 's{n}', '2026-03-01 00:00+08', '2026-03-01 00:00+08' from core.tag where name = '标签{n}';
insert into core.rule_mark (customer_id, tag_id, link_id) select {n}, id, {n} from core.tag where name = '标签{n}';
insert into core.activity (at, kind, customer_id, contact_id, staff_id, source) values
    ('2026-03-01 00:00+08', 'CALLED', {n}, null, {n}, 'a{n}'), ('2026-03-02 00:00+08', 'CHATTED', null, {n}, {n}, 'b{n}');
insert into core.audit_entry (at, actor_kind, actor, action, subject_kind, subject_id, institution_id)
    values ('2026-03-01 00:00+08', 'ACCOUNT', 's{n}', 'CUSTOMER_SEEN', 'CUSTOMER', 'C{n}', {n});
insert into kpi.coverage_customer (customer_id, staff_id, institution_id, segment_ids, certified_own, certified_any) values ({n}, {n}, {n}, '{}', true, true);
insert into kpi.coverage_staff (staff_id, institution_id, friends, friends_certified) values ({n}, {n}, 2, 1);
insert into kpi.coverage_cell (scope, scope_id, segment_id, managed, certified_own, certified_any, friends, friends_certified) values
    ('institution', {n}, 0, 1, 1, 1, 2, 1), ('staff', {n}, 0, 1, 1, 1, 2, 1);
insert into kpi.coverage_daily (day, scope, scope_id, segment_id, managed, certified_own, certified_any, friends, friends_certified) values
    ('2026-03-01', 'institution', {n}, 0, 1, 1, 1, 2, 1), ('2026-03-01', 'staff', {n}, 0, 1, 1, 1, 2, 1);
insert into compliance.verdict (at, outlet, lexicon_version, verdict, text_digest, text_length, hits, actor, staff_id, institution_id)
    values ('2026-11-01 00:00+08', 'CHAT', 1, 'PASS', '\x00', 2, '[]', 's{n}', {n}, {n});
insert into compliance.alert_group (source, rule, level, staff_id, institution_id, first_at, last_at, alerts)
    values ('WORD', 'r{n}', 'LOW', {n}, {n}, '2026-11-01 00:00+08', '2026-11-01 00:00+08', 1);
insert into compliance.alert (group_id, source, rule, level, hits, facts, staff_id, institution_id, at, raised_at)
    select id, 'WORD', rule, 'LOW', '[]', '{}', {n}, {n}, last_at, last_at from compliance.alert_group where rule = 'r{n}';
insert into compliance.case_file (level, institution_id, state, opened_by, opened_at, due_at, escalate_at)
    values ('LOW', {n}, 'OPEN', 's{n}', '2026-11-01 00:00+08', '2026-11-02 00:00+08', '2026-11-02 00:00+08');
insert into compliance.case_alert (group_id, case_id)
    select g.id, f.id from compliance.alert_group g join compliance.case_file f on f.institution_id = g.institution_id where g.rule = 'r{n}';
insert into compliance.case_step (case_id, at, by, step, state, facts)
    select id, opened_at, opened_by, 'OPENED', 'OPEN', '{}' from compliance.case_file where institution_id = {n};
insert into compliance.conversation (key, kind, staff_id, contact_id, last_at) values ('single:s{n}:wm{n}', 'SINGLE', {n}, {n}, '2026-11-01 00:00+08');
insert into compliance.response_wait (conversation_id, staff_id, contact_id, asked_seq, asked_at, limit_minutes, due_at)
    select id, {n}, {n}, {n}, '2026-11-01 00:00+08', 30, '2026-11-02 09:30+08' from compliance.conversation where key = 'single:s{n}:wm{n}';
insert into engagement.touch (key, wished_for, source, staff_id, contact_id, customer_id, channel, state_at)
    values ('manual:{n}', '2026-11-01 00:00+08', 'MANUAL', {n}, {n}, {n}, 'TASK', '2026-11-01 00:00+08');
insert into engagement.content (kind, institution_id, author, made_at) values ('ARTICLE', {n}, 'tracked-{n}', '2026-11-01 00:00+08');
insert into engagement.content_version (content_id, number, state, title, message, body, valid_from, written_by, written_at)
    select id, 1, 'DRAFT', '内容{n}', '', '', '2026-11-01', author, made_at from engagement.content where author = 'tracked-{n}';
insert into engagement.send (channel, staff_id, content_id, day, part, state_at, next_at)
    select 'MASS_SEND', {n}, id, '2026-11-01', 1, made_at, made_at from engagement.content where author = 'tracked-{n}';
insert into engagement.send_reminder (send_id, at, by) select id, state_at, 's{n}' from engagement.send where staff_id = {n};
insert into engagement.welcome (state_prefix, content_id, set_by, set_at)
    select 'w{n}', id, author, made_at from engagement.content where author = 'tracked-{n}';
insert into engagement.welcome_sent (code_digest, event_at, taken_at, staff_id, external_userid)
    values ('\x{n}{n}', '2026-11-01 00:00+08', '2026-11-01 00:00+08', {n}, 'wm{n}');
insert into engagement.interest_tag (name) values ('兴趣{n}');
insert into engagement.link (code, content_id, staff_id, contact_id, made_at)
    select lpad('{n}', 25, '0'), id, {n}, {n}, made_at from engagement.content where author = 'tracked-{n}';
insert into engagement.link_visit (opened_at, link_id, content_id, version_id, staff_id, contact_id, visitor)
    select made_at, id, content_id, {n}, {n}, {n}, 'v{n}' from engagement.link where staff_id = {n};
insert into engagement.lead (content_id, version_id, contact_id, staff_id, next_step, raised_at)
    select v.content_id, v.id, {n}, {n}, 'ASK_NEEDS', v.written_at from engagement.content_version v where v.written_by = 'tracked-{n}';
insert into engagement.sale (order_no, state, customer_id, staff_id, institution_id, product_code, kind, amount, income, at, received_at)
    values ('o{n}', 'USED', {n}, {n}, {n}, 'p', 'FUND', 1, 1, '2026-11-01 00:00+08', '2026-11-01 00:00+08');
insert into engagement.sale_part (sale_id, link_id, content_id, staff_id, amount, income)
    select s.id, l.id, l.content_id, {n}, 1, 1 from engagement.sale s join engagement.link l on l.staff_id = s.staff_id where s.order_no = 'o{n}';
insert into engagement.customer_interest (contact_id, interest_tag_id, count, last_at)
    select {n}, id, 1, '2026-11-01 00:00+08' from engagement.interest_tag where name = '兴趣{n}';
insert into engagement.opt_out (contact_id, at) values ({n}, '2026-11-01 00:00+08');
insert into engagement.content (kind, institution_id, author, made_at) values ('ARTICLE', {n}, 's{n}', '2026-11-01 00:00+08');
insert into engagement.content_version (content_id, number, state, title, message, body, valid_from, written_by, written_at)
    select id, 1, 'DRAFT', '库{n}', '', '正文', '2026-11-01', author, made_at from engagement.content where author = 's{n}';
insert into engagement.content_variant (version_id, position, message)
    select id, 1, '变体{n}' from engagement.content_version where title = '库{n}';
update engagement.content_version set state = 'PUBLISHED', submitted_by = 's{n}', decided_by = 'c{n}', verdict_id = 1 where title = '库{n}';
insert into engagement.content_file (sha256, media_type, bytes, kept_at)
    values (sha256('{n}'), 'image/png', '\x00', '2026-11-01 00:00+08');
insert into engagement.content_file_holder (sha256, institution_id, name, kept_by, kept_at)
    values (sha256('{n}'), {n}, '图{n}', 's{n}', '2026-11-01 00:00+08');
insert into engagement.sop_plan (id, name, scene, institution_id, control_share, seed, made_by, made_at, state_at)
    overriding system value values ({n}, '计划{n}', 'ADDING', {n}, 1000, 's{n}', 's{n}', '2026-11-01 00:00+08', '2026-11-01 00:00+08');
insert into engagement.sop_version (id, plan_id, number, state, rule, written_by, written_at)
    overriding system value values ({n}, {n}, 1, 'DRAFT', '{}', 's{n}', '2026-11-01 00:00+08');
insert into engagement.sop_enrolment (plan_id, version_id, subject, customer_id, contact_id, institution_id, anchor_at, arm, state, enrolled_at, watched_until)
    values ({n}, {n}, {n}, {n}, {n}, {n}, '2026-11-01 00:00+08', 'CONTROL', 'ACTIVE', '2026-11-01 00:00+08', '2026-12-01 00:00+08');
insert into engagement.instruction (id, key, title, words, institution_id, positions, automatic, due_on, escalate_days, author, author_name, issued_at)
    overriding system value values ({n}, 'k{n}', '指令{n}', '话', {n}, '{客户经理}', true, '2026-11-08', 2, 's{n}', 's{n}', '2026-11-01 00:00+08');
insert into engagement.instruction_reach (instruction_id, institution_id) values ({n}, {n});
insert into engagement.instruction_institution (instruction_id, institution_id, state, delivered_at, passed_at)
    values ({n}, {n}, 'PASSED', '2026-11-01 00:00+08', '2026-11-01 00:00+08');
insert into engagement.instruction_staff (instruction_id, staff_id, institution_id, state, delivered_at)
    values ({n}, {n}, {n}, 'DELIVERED', '2026-11-01 00:00+08');
insert into engagement.instruction_feedback (instruction_id, staff_id, institution_id, kind, reason, at)
    values ({n}, {n}, {n}, 'USEFUL', '', '2026-11-01 00:00+08');
insert into engagement.offer (key, staff_id, contact_id, customer_id, verdict_id, verdict_at, offered_at)
    values (lpad('{n}', 32, '0')::uuid, {n}, {n}, {n}, {n}, '2026-11-01 00:00+08', '2026-11-01 00:00+08');
insert into engagement.contact_way (id, institution_id, name, channel, state, code, on_page, places, made_by, made_at, next_at)
    overriding system value values ({n}, {n}, '码{n}', '大堂', 'w00000000-' || lpad('{n}', 12, '0'), lpad('{n}', 22, '0'), false, '', 's{n}',
        '2026-11-01 00:00+08', '2026-11-01 00:00+08');
insert into engagement.contact_way_member (way_id, staff_id, stand_in, days, begins, ends, daily_cap) values ({n}, {n}, true, 0, '09:00', '17:00', 0);
insert into engagement.contact_way_day (way_id, day, opened) values ({n}, '2026-11-01', 1);
insert into engagement.branch_page (institution_id, code, made_by, made_at) values ({n}, lpad('{n}', 22, 'p'), 's{n}', '2026-11-01 00:00+08');
