package cn.bankscrm.engagement.touch;

import cn.bankscrm.compliance.interception.DoorClosed;
import cn.bankscrm.compliance.interception.UnknownSender;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.engagement.touch.SendRows.Send;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Carries out the sends of a channel: groups the touches that are due, lays them before members at WeCom, each once,
 * asks what became of them, takes back what was withdrawn. That WeCom is called is written down first; where the answer
 * is lost, by a time-out or with the node, WeCom is asked what it has before it is called again. Never to be called
 * inside a transaction; any number of nodes may do it at a time.
 *
 * @param <W> how WeCom is called
 */
abstract class CarryingOutSends<W extends Offering> {

    /**
     * What is carried out.
     *
     * @param called the most sends that are laid before members in one round
     * @param lookedAt the most that are asked after in one round
     */
    record Line(Channel channel, Outlet outlet, int called, int lookedAt) {}

    private final Line line;
    private final SendGrouping grouping;
    private final SendRows rows;
    private final SendResults results;
    private final Wording wording;
    private final Clock clock;

    CarryingOutSends(
            Line line, SendGrouping grouping, SendRows rows, SendResults results, Wording wording, Clock clock) {
        this.line = line;
        this.grouping = grouping;
        this.rows = rows;
        this.results = results;
        this.wording = wording;
        this.clock = clock;
    }

    /** @return whether there was anything to do */
    public boolean workOnce(W weCom) {
        Channel channel = line.channel();
        boolean grouped = grouping.group(channel);
        results.endWithdrawn(channel);
        results.endOld(channel);
        List<SendId> sends = rows.take(channel, List.of(SendState.READY, SendState.CALLING), line.called());
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
                rows.take(channel, List.of(SendState.DRAFTED, SendState.CONFIRMED, SendState.ENDING), line.lookedAt());
        open.forEach(id -> look(rows.read(id), weCom));
        return grouped || !sends.isEmpty() || !open.isEmpty();
    }

    /** Calls WeCom, if it {@link #mayCall may}, and writes down what came of it. */
    abstract void call(Send send, WeComUserId sender, Wording.Outcome.Worded worded, W weCom);

    /** Asks what became of one that lies before its member, and writes it down. */
    abstract void look(Send send, String id, WeComUserId sender, W weCom);

    /** Whether WeCom told at an earlier call where its answer will be; the answer is then looked up there. */
    boolean isAnswered(Send send, W weCom) {
        return false;
    }

    /** Says, before it is done, that WeCom is called. @return whether it may be */
    final boolean mayCall(Send send, Wording.Outcome.Worded worded) {
        Optional<LinkCard> card = worded.card();
        Optional<Instant> until = rows.calling(
                send,
                worded.text().text(),
                card.map(one -> one.title().text()).orElse(null),
                card.map(LinkCard::url).orElse(null));
        // A node that slept since then must not call any more: another one may be at it.
        if (until.filter(clock.instant()::isBefore).isEmpty()) {
            rows.putOff(send, Optional.empty());
            return false;
        }
        return true;
    }

    /** @return false when WeCom is to be left alone for now */
    private boolean offer(Send send, W weCom) {
        SendId id = send.id();
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
            switch (wording.of(send.content(), line.outlet(), send.staff(), send.staffNo())) {
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

    /** Whether an earlier call is known to have arrived after all. */
    private boolean arrived(Send send, WeComUserId sender, W weCom) {
        Instant since = send.unsureSince();
        if (since == null) {
            return false;
        }
        if (isAnswered(send, weCom)) {
            return true;
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

    private void look(Send send, W weCom) {
        String id = Objects.requireNonNull(send.weComId());
        WeComUserId sender = send.sender();
        try {
            if (sender != null) {
                if (send.ending() != null && send.confirmedAt() == null) {
                    cancel(id, weCom);
                }
                look(send, id, sender, weCom);
            }
            results.looked(rows.read(send.id()));
        } catch (SendingFailure failure) {
            rows.putOff(send, failure.retryAfter());
        }
    }

    /** A refusal says that there is nothing left to cancel. */
    private void cancel(String id, W weCom) {
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
