package cn.bankscrm.engagement.touch;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.compliance.interception.Decision;
import cn.bankscrm.compliance.interception.Interception;
import cn.bankscrm.compliance.interception.Outgoing;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.ContentKind;
import cn.bankscrm.engagement.content.PublishedContent;
import cn.bankscrm.engagement.content.PublishedContents;
import cn.bankscrm.engagement.content.PublishedMessages;
import cn.bankscrm.engagement.tracking.TrackedLinks;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a content says when it is sent, found and screened at this very moment. A text that is warned of does not leave
 * either: nobody stands by to answer for it.
 */
@Component
class Wording {

    private static final int TITLE_BYTES = 128;
    private static final int TEXT_BYTES = 4000;

    private final PublishedContents contents;
    private final Interception door;
    private final PublishedMessages messages;
    private final TrackedLinks links;

    Wording(PublishedContents contents, PublishedMessages messages, Interception door, TrackedLinks links) {
        this.contents = contents;
        this.messages = messages;
        this.door = door;
        this.links = links;
    }

    /** What became of it. */
    sealed interface Outcome {

        record Worded(Cleared text, Optional<LinkCard> card) implements Outcome {}

        /** It is not published any more. */
        record Gone() implements Outcome {}

        /** It must not leave as it is. */
        record Held() implements Outcome {}
    }

    /**
     * @param staff whose link it is
     * @param sender in whose name; null for the bank's
     * @throws cn.bankscrm.compliance.interception.DoorClosed when nothing can be screened
     */
    Outcome of(ContentId id, Outlet outlet, StaffId staff, @Nullable StaffNo sender) {
        Optional<PublishedContent> found = contents.find(id);
        if (found.isEmpty()) {
            return new Outcome.Gone();
        }
        PublishedContent content = found.get();
        String own = messages.of(content, staff);
        String message = own.isBlank() ? content.title() : own;
        if (message.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES) {
            return new Outcome.Held();
        }
        Optional<Cleared> text = cleared(message, outlet, sender);
        Optional<Cleared> title = cleared(fitting(content.title()), outlet, sender);
        if (text.isEmpty() || title.isEmpty()) {
            return new Outcome.Held();
        }
        Optional<LinkCard> card = content.kind() == ContentKind.SCRIPT
                ? Optional.empty()
                : Optional.of(new LinkCard(
                        title.get(),
                        links.linkFor(content.id(), staff, Optional.empty(), Optional.empty())
                                .address()
                                .toString()));
        return new Outcome.Worded(text.get(), card);
    }

    private Optional<Cleared> cleared(String text, Outlet outlet, @Nullable StaffNo sender) {
        return door.screen(new Outgoing(text, outlet, sender)) instanceof Decision.Passed passed
                ? Optional.of(passed.text())
                : Optional.empty();
    }

    /** As much of it as WeCom takes, whole characters only. */
    static String fitting(String title) {
        if (title.getBytes(StandardCharsets.UTF_8).length <= TITLE_BYTES) {
            return title;
        }
        int end = title.length();
        while ((title.substring(0, end) + "…").getBytes(StandardCharsets.UTF_8).length > TITLE_BYTES) {
            end = title.offsetByCodePoints(end, -1);
        }
        return title.substring(0, end) + "…";
    }
}
