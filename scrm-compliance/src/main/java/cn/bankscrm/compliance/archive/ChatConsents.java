package cn.bankscrm.compliance.archive;

import cn.bankscrm.compliance.archive.ParsedMessage.Agreement;
import cn.bankscrm.compliance.archive.People.Known;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether customers agreed to the archive, by conversation. Learnt from their messages and asked of WeCom; whatever is
 * newer counts, in whichever order it comes.
 */
@Component
public class ChatConsents {

    private final JdbcClient db;

    ChatConsents(JdbcClient db) {
        this.db = db;
    }

    /**
     * What the customer last said.
     *
     * @param with a member's account, or a room's id
     * @return empty when the customer was never asked, or WeCom has not told yet
     */
    @Transactional
    public Optional<Consent> consent(String externalUserId, String with) {
        return db.sql("""
                        select status, changed_at
                        from compliance.chat_consent
                        where external_userid = :contact and with_id in (:with, lower(:with))
                        order by changed_at desc
                        limit 1
                        """)
                .param("contact", externalUserId)
                .param("with", with)
                .query((row, n) -> new Consent(
                        row.getString("status").equals("AGREED"),
                        row.getTimestamp("changed_at").toInstant()))
                .optional();
    }

    /** @param at when the customer said so */
    public record Consent(boolean agreed, Instant at) {}

    /** @param member the account of the member to whom the customer said so */
    public record Told(String externalUserId, String member, boolean agreed, Instant at) {}

    /** Notes what WeCom answered when it was asked. */
    @Transactional
    public void told(Collection<Told> answers) {
        List<Told> told = List.copyOf(answers);
        db.sql("""
                        insert into compliance.chat_consent (external_userid, with_id, contact_id, staff_id, status, changed_at)
                        select distinct on (a.contact, lower(a.member)) a.contact, lower(a.member), c.id, s.id, a.status, a.at
                        from unnest(:contacts::text[], :members::text[], :statuses::text[], :times::timestamptz[])
                            as a (contact, member, status, at)
                        left join core.pub_external_contact c on c.external_userid = a.contact
                        left join core.pub_staff s on lower(s.wecom_userid) = lower(a.member)
                        order by a.contact, lower(a.member), a.at desc
                        on conflict (external_userid, with_id) do update
                        set status = excluded.status, changed_at = excluded.changed_at,
                            contact_id = coalesce(excluded.contact_id, chat_consent.contact_id),
                            staff_id = coalesce(excluded.staff_id, chat_consent.staff_id)
                        where excluded.changed_at > chat_consent.changed_at
                        """)
                .param("contacts", told.stream().map(Told::externalUserId).toArray(String[]::new))
                .param("members", told.stream().map(Told::member).toArray(String[]::new))
                .param(
                        "statuses",
                        told.stream()
                                .map(one -> one.agreed() ? "AGREED" : "DISAGREED")
                                .toArray(String[]::new))
                .param(
                        "times",
                        told.stream().map(one -> Timestamp.from(one.at())).toArray(Timestamp[]::new))
                .update();
    }

    /** Rooms in which something was said since then, as far as the archive knows. */
    @Transactional
    public List<String> rooms(Instant since) {
        return db.sql("""
                        select room_id from compliance.conversation
                        where kind = 'ROOM' and room_id is not null and last_at >= :since
                        order by room_id
                        """)
                .param("since", Timestamp.from(since))
                .query((row, n) -> row.getString("room_id"))
                .list();
    }

    /** What a customer said in a room. */
    public record ToldInRoom(String externalUserId, boolean agreed, Instant at) {}

    /** Notes what WeCom answered when it was asked of a room. */
    @Transactional
    public void told(String room, Collection<ToldInRoom> answers) {
        for (ToldInRoom one : answers) {
            db.sql("""
                            insert into compliance.chat_consent (external_userid, with_id, contact_id, status, changed_at)
                            values (:contact, :room, (select id from core.pub_external_contact where external_userid = :contact),
                                :status, :at)
                            on conflict (external_userid, with_id) do update
                            set status = excluded.status, changed_at = excluded.changed_at,
                                contact_id = coalesce(excluded.contact_id, chat_consent.contact_id)
                            where excluded.changed_at > chat_consent.changed_at
                            """)
                    .param("contact", one.externalUserId())
                    .param("room", room)
                    .param("status", one.agreed() ? "AGREED" : "DISAGREED")
                    .param("at", Timestamp.from(one.at()))
                    .update();
        }
    }

    /** @param with a member's account in lower case, or a room's id */
    void note(Agreement agreement, String with, Known people) {
        db.sql("""
                        insert into compliance.chat_consent (external_userid, with_id, contact_id, staff_id, status, changed_at)
                        values (:contact, :with, :contactId, :staffId, :status, :at)
                        on conflict (external_userid, with_id) do update
                        set status = excluded.status, changed_at = excluded.changed_at,
                            contact_id = coalesce(excluded.contact_id, chat_consent.contact_id),
                            staff_id = coalesce(excluded.staff_id, chat_consent.staff_id)
                        where excluded.changed_at > chat_consent.changed_at
                        """)
                .param("contact", agreement.externalUserId())
                .param("with", with)
                .param("contactId", people.contactId(agreement.externalUserId()).orElse(null), java.sql.Types.BIGINT)
                .param("staffId", people.staffId(with).orElse(null), java.sql.Types.BIGINT)
                .param("status", agreement.agreed() ? "AGREED" : "DISAGREED")
                .param("at", Timestamp.from(agreement.at()))
                .update();
    }
}
