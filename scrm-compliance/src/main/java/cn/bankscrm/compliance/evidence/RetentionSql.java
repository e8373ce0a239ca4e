package cn.bankscrm.compliance.evidence;

/** What retention may delete: chained, older than its time, and under no hold. */
final class RetentionSql {

    /** Of a hold that is in force, the days it covers, in terms of {@code r.at}. */
    private static final String HOLDS = """
            from compliance.legal_hold h
            where h.lifted_at is null and h.confirmed is distinct from false
                and (h.first_day is null or r.at >= h.first_day::timestamp at time zone :zone)
                and (h.last_day is null or r.at < (h.last_day + 1)::timestamp at time zone :zone)
            """;

    static final String MESSAGES = """
            select r.seq as id, l.place, l.digest
            from compliance.chat_message r
            join compliance.evidence_leaf l on l.kind = 'MESSAGE' and l.record_id = r.seq and l.record_at = r.at
            where r.at < :before and (r.kind = any(:types)) = :named
                and not exists (select %s
                    and (h.conversation_id is null or h.conversation_id = r.conversation_id)
                    and (h.customer_no is null or exists (
                        select from core.pub_customer c
                        join core.pub_binding b on b.customer_id = c.id
                        join core.pub_external_contact e on e.id = b.contact_id
                        where c.customer_no = h.customer_no
                            and (b.contact_id = r.contact_id or e.external_userid = r.from_id or e.external_userid = any(r.to_ids)))))
            order by r.at, r.seq
            limit :limit
            """.formatted(HOLDS);

    static final String AUDIT = """
            select r.id, l.place, l.digest
            from core.audit_entry r
            join compliance.evidence_leaf l on l.kind = 'AUDIT' and l.record_id = r.id and l.record_at = r.at
            where r.at < :before
                and not exists (select %s
                    and (h.conversation_id is null or r.subject_kind = 'CONVERSATION' and r.subject_id = h.conversation_id::text)
                    and (h.customer_no is null or r.subject_kind = 'CUSTOMER' and r.subject_id = h.customer_no))
            order by r.at, r.id
            limit :limit
            """.formatted(HOLDS);

    private RetentionSql() {}
}
