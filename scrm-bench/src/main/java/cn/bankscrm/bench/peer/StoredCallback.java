package cn.bankscrm.bench.peer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import me.chanjar.weixin.cp.bean.message.WxCpXmlMessage;
import org.jspecify.annotations.Nullable;

/** One callback, a row. */
@Entity
@Table(
        schema = "bench",
        name = "stored_callback",
        uniqueConstraints = @UniqueConstraint(columnNames = {"change", "member", "contact", "event_at"}))
@SuppressWarnings("UnusedVariable") // stored by Hibernate, read by queries
class StoredCallback {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "stored_callback_seq")
    @SequenceGenerator(name = "stored_callback_seq", schema = "bench", sequenceName = "stored_callback_seq")
    private @Nullable Long id;

    private String change;
    private String member;
    private String contact;

    @Column(name = "event_at")
    private long eventAt;

    @Column(length = 10_000)
    private String document;

    @SuppressWarnings("NullAway.Init")
    protected StoredCallback() {}

    StoredCallback(WxCpXmlMessage message, String document) {
        this.change = message.getChangeType();
        this.member = message.getUserId();
        this.contact = message.getExternalUserId();
        this.eventAt = message.getCreateTime();
        this.document = document;
    }
}
