package cn.bankscrm.engagement.touch;

import cn.bankscrm.compliance.interception.DoorClosed;
import cn.bankscrm.compliance.interception.UnknownSender;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.engagement.touch.SendRows.Send;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Drafts mass sends at WeCom, each once. That WeCom is called is written down first; where the answer is lost, by a
 * time-out or with the node, WeCom is asked what it has before it is called again.
 */
@Component
class Drafting {

    private final SendRows rows;
    private final Wording wording;
    private final Clock clock;

    Drafting(SendRows rows, Wording wording, Clock clock) {
        this.rows = rows;
        this.wording = wording;
        this.clock = clock;
    }

    /** @return false when WeCom is to be left alone for now */
    boolean draft(SendId id, MassSending weCom) {
        Send send = rows.read(id);
        WeComUserId sender = send.sender();
        try {
            if (sender == null) {
                rows.failed(id, SendReason.MEMBER, 0);
                return true;
            }
            if (arrived(send, sender, weCom)) {
                return true;
            }
            if (send.day().isBefore(tooOld())) {
                rows.failed(id, SendReason.LATE, 0);
                return true;
            }
            switch (wording.of(send.content(), Outlet.MASS_SEND, send.staff(), send.staffNo())) {
                case Wording.Outcome.Gone() -> rows.withdrawn(id);
                case Wording.Outcome.Held() -> rows.failed(id, SendReason.SCREENED, 0);
                case Wording.Outcome.Worded worded -> call(send, sender, worded, weCom);
            }
            return true;
        } catch (SendingFailure failure) {
            return settle(send, failure);
        } catch (DoorClosed closed) {
            rows.later(send, Optional.empty());
            return false;
        } catch (UnknownSender unknown) {
            rows.failed(id, SendReason.MEMBER, 0);
            return true;
        }
    }

    private void call(Send send, WeComUserId sender, Wording.Outcome.Worded worded, MassSending weCom) {
        List<ExternalUserId> to = rows.recipients(send.id());
        if (to.isEmpty()) {
            rows.failed(send.id(), SendReason.NO_CUSTOMER, 0);
            return;
        }
        Optional<LinkCard> card = worded.card();
        Optional<Instant> until = rows.calling(
                send,
                worded.text().text(),
                card.map(one -> one.title().text()).orElse(null),
                card.map(LinkCard::url).orElse(null));
        // A node that slept since then must not call any more: another one may be at it.
        if (until.filter(clock.instant()::isBefore).isEmpty()) {
            rows.putOff(send, Optional.empty());
            return;
        }
        MassSending.Drafted drafted = weCom.send(worded.text(), card, sender, to);
        rows.drafted(send.id(), drafted.id(), drafted.refused());
    }

    /** Whether an earlier call is known to have arrived after all. */
    private boolean arrived(Send send, WeComUserId sender, MassSending weCom) {
        Instant since = send.unsureSince();
        if (since == null) {
            return false;
        }
        Optional<String> found = weCom.find(
                sender,
                Objects.requireNonNull(send.message()),
                Optional.ofNullable(send.link()),
                since.minus(SendRows.SETTLES),
                rows::isUnknown);
        found.ifPresent(weComId -> rows.drafted(send.id(), weComId, List.of()));
        return found.isPresent();
    }

    private boolean settle(Send send, SendingFailure failure) {
        switch (failure.kind()) {
            case LATER -> rows.later(send, failure.retryAfter());
            case UNKNOWN -> rows.putOff(send, Optional.of(SendRows.SETTLES));
            case REFUSED -> rows.failed(send.id(), failure.reason(), failure.code());
        }
        return failure.kind() == SendingFailure.Kind.REFUSED;
    }

    private LocalDate tooOld() {
        return LocalDate.ofInstant(clock.instant().minus(SendGrouping.WORTH_SENDING), SendGrouping.ZONE);
    }
}
