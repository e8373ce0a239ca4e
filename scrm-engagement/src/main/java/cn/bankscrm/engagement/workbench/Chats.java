package cn.bankscrm.engagement.workbench;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.VisibleCustomers;
import cn.bankscrm.core.friendlink.FriendLinkId;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What stands beside a chat: who it is, and what fits them. */
@Component
@Transactional(readOnly = true)
public class Chats {

    private static final int CONTENTS = 5;
    private static final int NOT_AGAIN_DAYS = 30;

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final TouchTasks tasks;
    private final Clock clock;

    Chats(JdbcClient db, FieldCipher cipher, TouchTasks tasks, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * A piece of content that may be sent to them.
     *
     * @param interest whether they have read of the same before
     */
    public record Fitting(ContentId id, String title, String message, boolean interest) {}

    /**
     * @param userId the contact's id in WeCom, as a client told it
     * @return empty where that is no friend of this member of staff now
     */
    public Optional<ChatPartner> with(String userId, StaffId staff, DataScope scope) {
        return db.sql("""
                        select e.id as contact_id, l.id as link_id, e.name_enc, b.customer_id is not null as certified,
                            c.id as customer_id, c.customer_no
                        from core.external_contact e
                        join core.friend_link l on l.contact_id = e.id and l.staff_id = :staff and l.ended_at is null
                        left join core.binding b on b.contact_id = e.id and b.unbound_at is null
                        left join core.customer c on c.id = b.customer_id and %s
                        where e.external_userid = :id
                        order by l.added_at desc limit 1
                        """.formatted(VisibleCustomers.in(scope)))
                .param("id", userId)
                .param("staff", staff.value())
                .param("today", today())
                .param("root", VisibleCustomers.root(scope))
                .query((row, number) -> partner(row))
                .optional();
    }

    /** The member's open tasks about this partner, in the order of the day. */
    public List<DayTask> tasks(ChatPartner partner, StaffId staff) {
        return tasks.about(partner, staff, clock.instant());
    }

    /**
     * What may be used where the member works and is meant for the customer's segments: what is about their interests
     * first, then the newest. What they were sent in the last thirty days is left out.
     */
    public List<Fitting> contents(ChatPartner partner, StaffId staff) {
        LocalDate today = today();
        return db.sql("""
                        select c.id, v.title, v.message, i.contact_id is not null as interest
                        from engagement.content c
                        join engagement.content_version v on v.content_id = c.id and v.state = 'PUBLISHED'
                            and v.valid_from <= :today and (v.valid_to is null or v.valid_to >= :today)
                        left join engagement.customer_interest i
                            on i.contact_id = :contact and i.interest_tag_id = v.interest_tag_id
                        where c.institution_id in (
                                select u.ancestor_id
                                from core.pub_staff_post p join core.pub_institution_path u on u.institution_id = p.institution_id
                                where p.staff_id = :staff and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today))
                            and (cardinality(v.segment_ids) = 0 or exists (
                                select from core.pub_customer k
                                left join core.pub_segment_member m on m.customer_id = k.id
                                where k.id = :customer and (v.segment_ids && k.segment_ids or v.segment_ids && m.segment_ids)))
                            and not exists (
                                select from engagement.offer o
                                where o.contact_id = :contact and o.content_id = c.id and o.sent_at >= :lately)
                        order by interest desc, i.count desc nulls last, c.id desc
                        limit :most
                        """)
                .param("contact", partner.contact().value())
                .param("customer", partner.customerId().map(CustomerId::value).orElse(null))
                .param("staff", staff.value())
                .param("today", today)
                .param("lately", TouchTasks.begin(today.minusDays(NOT_AGAIN_DAYS)))
                .param("most", CONTENTS)
                .query((row, number) -> new Fitting(
                        new ContentId(row.getLong("id")),
                        row.getString("title"),
                        row.getString("message"),
                        row.getBoolean("interest")))
                .list();
    }

    private ChatPartner partner(ResultSet row) throws SQLException {
        byte[] name = row.getBytes("name_enc");
        String no = row.getString("customer_no");
        return new ChatPartner(
                new ExternalContactId(row.getLong("contact_id")),
                new FriendLinkId(row.getLong("link_id")),
                name == null ? null : Masking.name(cipher.decrypt("external_contact.name", name)),
                row.getBoolean("certified"),
                Optional.ofNullable(no).map(CustomerNo::new),
                Optional.ofNullable(row.getObject("customer_id", Long.class)).map(CustomerId::new));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), TouchTasks.ZONE);
    }
}
