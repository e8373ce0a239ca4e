package cn.bankscrm.engagement.touch;

import cn.bankscrm.compliance.interception.DoorClosed;
import cn.bankscrm.compliance.interception.UnknownSender;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.engagement.touch.SendRows.Send;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Carries out moments, each offered to its member once, by the same rules as mass sends. Never to be called inside a
 * transaction; any number of nodes may do it at a time.
 */
@Component
public class CarryingOutMoments {

    /** WeCom takes ten a minute of a corp. */
    private static final int AT_A_TIME = 5;

    private static final int LOOKED_AT = 50;

    private final SendGrouping grouping;
    private final SendRows rows;
    private final SendResults results;
    private final Wording wording;
    private final Clock clock;

    CarryingOutMoments(SendGrouping grouping, SendRows rows, SendResults results, Wording wording, Clock clock) {
        this.grouping = grouping;
        this.rows = rows;
        this.results = results;
        this.wording = wording;
        this.clock = clock;
    }

    /** @return whether there was anything to do */
    public boolean workOnce(MomentPublishing weCom) {
        boolean grouped = grouping.group(Channel.MOMENT);
        results.endWithdrawn(Channel.MOMENT);
        results.endOld(Channel.MOMENT);
        List<SendId> sends = rows.take(Channel.MOMENT, List.of(SendState.READY, SendState.CALLING), AT_A_TIME);
        boolean going = true;
        for (SendId id : sends) {
            Send send = rows.read(id);
            if (going) {
                going = offer(send, weCom);
            } else {
                rows.putOff(send, Optional.empty());
            }
        }
        List<SendId> open =
                rows.take(Channel.MOMENT, List.of(SendState.DRAFTED, SendState.CONFIRMED, SendState.ENDING), LOOKED_AT);
        open.forEach(id -> look(rows.read(id), weCom));
        return grouped || !sends.isEmpty() || !open.isEmpty();
    }

    private boolean offer(Send send, MomentPublishing weCom) {
        SendId id = send.id();
        WeComUserId sender = send.sender();
        try {
            if (sender == null) {
                rows.failed(id, SendReason.MEMBER, 0);
                return true;
            }
            if (made(send, sender, weCom)) {
                return true;
            }
            if (send.day().isBefore(tooOld())) {
                rows.failed(id, SendReason.LATE, 0);
                return true;
            }
            switch (wording.of(send.content(), Outlet.MOMENT, send.staff(), send.staffNo())) {
                case Wording.Outcome.Gone() -> rows.withdrawn(id);
                case Wording.Outcome.Held() -> rows.failed(id, SendReason.SCREENED, 0);
                case Wording.Outcome.Worded worded -> call(send, sender, worded, weCom);
            }
            return true;
        } catch (SendingFailure failure) {
            switch (failure.kind()) {
                case LATER -> rows.later(send, failure.retryAfter());
                case UNKNOWN -> rows.putOff(send, Optional.of(SendRows.SETTLES));
                case REFUSED -> rows.failed(id, failure.reason(), failure.code());
            }
            return failure.kind() == SendingFailure.Kind.REFUSED;
        } catch (DoorClosed closed) {
            rows.later(send, Optional.empty());
            return false;
        } catch (UnknownSender unknown) {
            rows.failed(id, SendReason.MEMBER, 0);
            return true;
        }
    }

    /** Whether an earlier call is known to have arrived: by its job, or by the moment that is there. */
    private boolean made(Send send, WeComUserId sender, MomentPublishing weCom) {
        Instant since = send.unsureSince();
        if (since == null) {
            return false;
        }
        if (send.jobId() != null) {
            weCom.made(send.jobId())
                    .ifPresentOrElse(
                            moment -> rows.drafted(send.id(), moment, List.of()),
                            () -> rows.putOff(send, Optional.of(Duration.ofSeconds(5))));
            return true;
        }
        Optional<String> found = weCom.find(
                sender,
                Objects.requireNonNull(send.message()),
                Optional.ofNullable(send.link()),
                since.minus(SendRows.SETTLES),
                rows::isUnknown);
        found.ifPresent(moment -> rows.drafted(send.id(), moment, List.of()));
        return found.isPresent();
    }

    private void call(Send send, WeComUserId sender, Wording.Outcome.Worded worded, MomentPublishing weCom) {
        Optional<LinkCard> card = worded.card();
        Optional<Instant> until = rows.calling(
                send,
                worded.text().text(),
                card.map(one -> one.title().text()).orElse(null),
                card.map(LinkCard::url).orElse(null));
        if (until.filter(clock.instant()::isBefore).isEmpty()) {
            rows.putOff(send, Optional.empty());
            return;
        }
        rows.accepted(send.id(), weCom.publish(worded.text(), card, sender));
    }

    private void look(Send send, MomentPublishing weCom) {
        String id = Objects.requireNonNull(send.weComId());
        WeComUserId sender = send.sender();
        try {
            if (sender != null) {
                if (send.ending() != null && send.confirmedAt() == null) {
                    cancel(id, weCom);
                }
                if (weCom.isPublished(id, sender)) {
                    results.published(send.id(), weCom.echo(id, sender));
                }
            }
            results.looked(rows.read(send.id()));
        } catch (SendingFailure failure) {
            rows.putOff(send, failure.retryAfter());
        }
    }

    private static void cancel(String id, MomentPublishing weCom) {
        try {
            weCom.cancel(id);
        } catch (SendingFailure failure) {
            if (failure.kind() != SendingFailure.Kind.REFUSED) {
                throw failure;
            }
        }
    }

    private LocalDate tooOld() {
        return LocalDate.ofInstant(clock.instant().minus(SendGrouping.WORTH_SENDING), SendGrouping.ZONE);
    }
}
