package cn.bankscrm.core.note;

import cn.bankscrm.core.activity.Activities;
import cn.bankscrm.core.activity.Activity;
import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.customer.SeenCustomer;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.staff.StaffId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes and reads notes. A note about a contact enters the time line and counts as an effective contact. */
@Component
@Transactional
public class Notes {

    private static final String FIELD = "note.text";

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Activities activities;
    private final Clock clock;

    Notes(JdbcClient db, FieldCipher cipher, Activities activities, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.activities = activities;
        this.clock = clock;
    }

    /**
     * @param account the writer's account
     * @param staff the writer among the staff; who is none of them can write a remark, but has met nobody
     * @throws IllegalArgumentException when somebody who is not of the staff reports a contact
     */
    public void write(SeenCustomer customer, NewNote note, String account, Optional<StaffId> staff) {
        if (note.channel() != null && staff.isEmpty()) {
            throw new IllegalArgumentException("Only a member of staff is in touch with customers");
        }
        Instant now = clock.instant();
        long id = db.sql("""
                        insert into core.note
                            (id, customer_id, staff_id, written_by, written_at, met_on, channel, text_enc, remind_on)
                        values (nextval('core.note_seq'), :customer, :staff, :account, :now, :metOn, :channel, :text, :remindOn)
                        returning id
                        """)
                .param("customer", customer.id().value())
                .param("staff", staff.map(StaffId::value).orElse(null))
                .param("account", account)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("metOn", note.metOn())
                .param("channel", note.channel() == null ? null : note.channel().name())
                .param("text", cipher.encrypt(FIELD, note.text()))
                .param("remindOn", note.remindOn())
                .query(Long.class)
                .single();
        activities.record(new Activity(
                at(note.metOn(), now),
                note.channel() == null ? ActivityKind.NOTED : note.channel().activity(),
                customer.id(),
                null,
                staff.orElse(null),
                "note:" + id,
                Map.of("note", String.valueOf(id))));
    }

    /** Of a past day nobody knows the hour: noon. */
    private Instant at(LocalDate metOn, Instant now) {
        return metOn.equals(LocalDate.now(clock))
                ? now
                : metOn.atTime(LocalTime.NOON).atZone(clock.getZone()).toInstant();
    }

    /** The texts of those of the notes that are about the customer, by id. */
    @Transactional(readOnly = true)
    public Map<Long, String> texts(SeenCustomer customer, Collection<Long> ids) {
        Map<Long, String> texts = new HashMap<>();
        if (!ids.isEmpty()) {
            db.sql("select id, text_enc from core.note where customer_id = :customer and id = any(:ids)")
                    .param("customer", customer.id().value())
                    .param("ids", ids.toArray(Long[]::new))
                    .query(row -> {
                        texts.put(row.getLong("id"), cipher.decrypt(FIELD, row.getBytes("text_enc")));
                    });
        }
        return texts;
    }

    /** Days on which somebody is to be reminded of the customer, today or later, the nearest first. */
    @Transactional(readOnly = true)
    public List<LocalDate> reminders(SeenCustomer customer) {
        return db.sql("""
                        select distinct remind_on from core.note
                        where customer_id = :customer and remind_on >= :today order by remind_on
                        """)
                .param("customer", customer.id().value())
                .param("today", LocalDate.now(clock))
                .query((row, number) -> row.getObject("remind_on", LocalDate.class))
                .list();
    }
}
