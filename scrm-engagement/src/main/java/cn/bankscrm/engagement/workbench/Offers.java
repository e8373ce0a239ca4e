package cn.bankscrm.engagement.workbench;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.compliance.interception.Decision;
import cn.bankscrm.compliance.interception.Interception;
import cn.bankscrm.compliance.interception.Outgoing;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.ContentKind;
import cn.bankscrm.engagement.content.PublishedContent;
import cn.bankscrm.engagement.content.PublishedContents;
import cn.bankscrm.engagement.content.PublishedMessages;
import cn.bankscrm.engagement.touch.TouchId;
import cn.bankscrm.engagement.tracking.TrackedLinks;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands out what may be said to a customer, cleared at this very moment, and records once that it was said. Not to be
 * called inside a transaction: the door keeps its verdict in one of its own.
 */
@Component
public class Offers {

    private final OfferRows rows;
    private final DoingTasks tasks;
    private final PublishedContents contents;
    private final PublishedMessages messages;
    private final TrackedLinks links;
    private final Interception door;
    private final Clock clock;

    Offers(
            OfferRows rows,
            DoingTasks tasks,
            PublishedContents contents,
            PublishedMessages messages,
            TrackedLinks links,
            Interception door,
            Clock clock) {
        this.rows = rows;
        this.tasks = tasks;
        this.contents = contents;
        this.messages = messages;
        this.links = links;
        this.door = door;
        this.clock = clock;
    }

    /**
     * What to say for a task: the content's own message with its link, or the plan's words where there is no content.
     *
     * @param reworded what the member of staff would rather say; null for the words as they stand
     * @throws cn.bankscrm.compliance.interception.DoorClosed when nothing can be screened
     */
    public Offered forTask(long touch, @Nullable String reworded, StaffId who) {
        Optional<OfferRows.OpenTouch> found = rows.open(touch, who);
        if (found.isEmpty()) {
            return new Offered.Gone();
        }
        OfferRows.OpenTouch open = found.get();
        if (open.from().isAfter(clock.instant())) {
            return new Offered.TooEarly(open.from());
        }
        Optional<PublishedContent> content =
                Optional.ofNullable(open.content()).flatMap(id -> contents.find(new ContentId(id)));
        if (open.content() != null && content.isEmpty()) {
            tasks.withdrawn(touch, who);
            return new Offered.Withdrawn();
        }
        String text =
                reworded != null ? reworded : content.map(one -> said(one, who)).orElse(open.words());
        return offered(text, who, new OfferRows.To(open.contact(), open.customer()), touch, content);
    }

    /**
     * A content of the library for one customer, without a task.
     *
     * @param contact whose chat it is
     */
    public Offered ofContent(
            ContentId id,
            @Nullable String reworded,
            StaffId who,
            ExternalContactId contact,
            Optional<CustomerId> customer) {
        Optional<PublishedContent> content = contents.find(id);
        if (content.isEmpty()) {
            return new Offered.Withdrawn();
        }
        return offered(
                reworded == null ? said(content.get(), who) : reworded, who, to(contact, customer), null, content);
    }

    /**
     * A page of the bank's for one customer, such as the one for certification, with words around it.
     *
     * @param address which the platform itself made
     */
    public Offered ofLink(String words, String address, StaffId who, ExternalContactId contact) {
        Decision decision = door.screen(new Outgoing(words, Outlet.CHAT, rows.number(who)));
        if (!(decision instanceof Decision.Passed passed)) {
            return new Offered.Held(words, decision);
        }
        UUID key = rows.keep(who, to(contact, Optional.empty()), null, null, passed.id(), clock.instant());
        return new Offered.Words(key, passed.text(), Optional.of(address));
    }

    /** What somebody wrote themselves and the door let pass, so that its sending is recorded too. */
    public Offered.Words ofOwnWords(
            Cleared text, StaffId who, Optional<ExternalContactId> contact, Optional<CustomerId> customer) {
        OfferRows.To to = new OfferRows.To(
                contact.map(ExternalContactId::value).orElse(null),
                customer.map(CustomerId::value).orElse(null));
        return new Offered.Words(
                rows.keep(who, to, null, null, text.verdict(), clock.instant()), text, Optional.empty());
    }

    /**
     * It was sent, and the task behind it is done.
     *
     * @return whether this was new
     */
    @Transactional
    public boolean sent(UUID key, Way way, StaffId who) {
        Optional<Long> touch = rows.sent(key, who, way, clock.instant());
        touch.filter(id -> id != 0).ifPresent(id -> tasks.done(id, who));
        return touch.isPresent();
    }

    private Offered offered(
            String text, StaffId who, OfferRows.To to, @Nullable Long touch, Optional<PublishedContent> content) {
        Decision decision = door.screen(new Outgoing(text, Outlet.CHAT, rows.number(who)));
        if (!(decision instanceof Decision.Passed passed)) {
            return new Offered.Held(text, decision);
        }
        Optional<String> link = content.filter(one -> one.kind() != ContentKind.SCRIPT)
                .map(one -> links.linkFor(
                                one.id(),
                                who,
                                Optional.ofNullable(to.contact()).map(ExternalContactId::new),
                                Optional.ofNullable(touch).map(TouchId::new))
                        .address()
                        .toString());
        UUID key = rows.keep(
                who, to, touch, content.map(one -> one.id().value()).orElse(null), passed.id(), clock.instant());
        return new Offered.Words(key, passed.text(), link);
    }

    private String said(PublishedContent content, StaffId who) {
        String own = messages.of(content, who);
        return own.isBlank() ? content.title() : own;
    }

    private static OfferRows.To to(ExternalContactId contact, Optional<CustomerId> customer) {
        return new OfferRows.To(contact.value(), customer.map(CustomerId::value).orElse(null));
    }
}
