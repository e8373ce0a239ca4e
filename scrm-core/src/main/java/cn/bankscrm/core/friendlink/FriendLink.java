package cn.bankscrm.core.friendlink;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One life of a friend link between a member of staff and an external contact.
 *
 * <p>It begins when the two become friends and ends when either deletes the other or WeCom moves the customer to
 * another member. Whoever is added again begins a new life; the old one stays as it was. The first life of a contact
 * with anyone in the bank is its <em>first add</em>, which no later one can become.
 *
 * <p>Lives are not driven by single messages but folded from all facts known of the pair, see
 * {@link FriendLinkHistory}: WeCom delivers late, twice and in any order.
 */
@Entity
@Table(schema = "core", name = "friend_link")
public class FriendLink {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "friend_link_seq")
    @SequenceGenerator(name = "friend_link_seq", schema = "core", sequenceName = "friend_link_seq")
    private @Nullable Long id;

    @Column(updatable = false)
    private long staffId;

    @Column(updatable = false)
    private long contactId;

    private Instant addedAt;

    private @Nullable Short addWay;

    private @Nullable String state;

    @SuppressWarnings("UnusedVariable") // stored by Hibernate, read by queries
    private byte @Nullable [] remarkEnc;

    @SuppressWarnings("UnusedVariable") // as above
    private byte @Nullable [] descriptionEnc;

    private boolean firstAdd;

    private @Nullable Instant endedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable EndedBy endedBy;

    @Version
    private @Nullable Long version;

    /** From when on what is known of this life differs from before; kept while it is being changed. */
    @Transient
    private @Nullable Instant feltSince;

    @SuppressWarnings("NullAway.Init")
    protected FriendLink() {}

    private FriendLink(StaffId staff, ExternalContactId contact, Instant addedAt) {
        this.staffId = staff.value();
        this.contactId = contact.value();
        this.addedAt = addedAt;
        this.feltSince = addedAt;
    }

    static FriendLink begin(StaffId staff, ExternalContactId contact, Instant addedAt) {
        return new FriendLink(staff, contact, addedAt);
    }

    public FriendLinkId id() {
        return new FriendLinkId(Objects.requireNonNull(id, "not stored yet"));
    }

    public StaffId staff() {
        return new StaffId(staffId);
    }

    public ExternalContactId contact() {
        return new ExternalContactId(contactId);
    }

    public Instant addedAt() {
        return addedAt;
    }

    public Optional<Integer> addWay() {
        return Optional.ofNullable(addWay).map(Short::intValue);
    }

    public Optional<String> state() {
        return Optional.ofNullable(state);
    }

    public boolean firstAdd() {
        return firstAdd;
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    public Optional<EndedBy> endedBy() {
        return Optional.ofNullable(endedBy);
    }

    public boolean live() {
        return endedAt == null;
    }

    /** Whether WeCom itself described this life, or only an event told of it. */
    boolean confirmed() {
        return addWay != null;
    }

    void describe(LinkDetails details, byte @Nullable [] remark, byte @Nullable [] description) {
        Integer way = details.addWay();
        if (!addedAt.equals(details.createdAt())) {
            felt(addedAt);
            felt(details.createdAt());
        }
        addedAt = details.createdAt();
        addWay = way == null ? 0 : way.shortValue();
        state = details.state();
        remarkEnc = remark;
        descriptionEnc = description;
    }

    /** @return whether that changed anything */
    boolean endsWith(@Nullable Instant at, @Nullable EndedBy by) {
        if (Objects.equals(endedAt, at) && endedBy == by) {
            return false;
        }
        felt(endedAt);
        felt(at);
        endedAt = at;
        endedBy = by;
        return true;
    }

    /** The first moment of which figures are others now than they were before this life began or changed. */
    Instant feltSince() {
        return feltSince == null ? addedAt : feltSince;
    }

    private void felt(@Nullable Instant moment) {
        if (moment != null && (feltSince == null || moment.isBefore(feltSince))) {
            feltSince = moment;
        }
    }

    void markFirstAdd(boolean first) {
        firstAdd = first;
    }
}
