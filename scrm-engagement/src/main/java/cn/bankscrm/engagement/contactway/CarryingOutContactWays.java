package cn.bankscrm.engagement.contactway;

import cn.bankscrm.engagement.contactway.ContactWayPublishing.Made;
import cn.bankscrm.engagement.contactway.WayRows.Way;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Makes codes in WeCom, keeps in step with schedules and caps whom they lead to, and takes them away when they end.
 * Only what differs is told. A code whose answer was lost is looked for by its state before it is made again.
 */
@Component
public class CarryingOutContactWays {

    /** WeCom's clock may be behind ours. */
    private static final Duration EARLIER = Duration.ofMinutes(10);

    private final WayRows rows;
    private final Clock clock;

    CarryingOutContactWays(WayRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Works off what there is now. Never to be called inside a transaction. @return whether there was anything */
    public boolean workOnce(ContactWayPublishing weCom) {
        List<ContactWayId> due = rows.due();
        for (ContactWayId id : due) {
            rows.take(id).ifPresent(way -> one(way, weCom));
        }
        return !due.isEmpty();
    }

    private void one(Way way, ContactWayPublishing weCom) {
        try {
            carryOut(way, weCom);
        } catch (WayFailure failure) {
            failed(way.id(), failure);
        }
        // a node that dies before this leaves it to the lease
        rows.release(way.id());
    }

    private void failed(ContactWayId id, WayFailure failure) {
        if (failure.kind() == WayFailure.Kind.REFUSED && failure.trouble() == WayTrouble.GONE) {
            rows.gone(id);
        } else {
            rows.failed(id, failure);
        }
    }

    private void carryOut(Way way, ContactWayPublishing weCom) {
        Optional<Made> lost = way.configId() == null && way.unsureSince() != null
                ? weCom.find(way.state(), way.unsureSince().minus(EARLIER), rows.known())
                : Optional.empty();
        lost.ifPresent(found -> rows.made(way.id(), found));
        String configId = lost.map(Made::configId).orElse(way.configId());
        if (way.ended()) {
            if (configId != null) {
                weCom.remove(configId);
            }
            rows.removed(way.id());
        } else if (configId == null) {
            make(way, weCom);
        } else if (lost.isEmpty()) {
            keep(way, configId, weCom);
        }
    }

    private void make(Way way, ContactWayPublishing weCom) {
        if (way.wanted().isEmpty()) {
            rows.nobody(way.id(), true);
            return;
        }
        rows.unsure(way.id());
        // who slept past the lease does not call any more: another may be at it
        if (clock.instant().isBefore(way.leasedUntil())) {
            Made made = add(way, weCom);
            rows.made(way.id(), made);
            read(way.id(), made.picture(), weCom);
        }
    }

    private Made add(Way way, ContactWayPublishing weCom) {
        try {
            return weCom.add(way.name(), way.state(), way.wanted());
        } catch (WayFailure failure) {
            if (failure.kind() != WayFailure.Kind.UNKNOWN) {
                rows.sure(way.id());
            }
            throw failure;
        }
    }

    private void keep(Way way, String configId, ContactWayPublishing weCom) {
        if (!way.inStep()) {
            weCom.change(configId, way.name(), way.next());
            rows.told(way.id(), way.name(), way.next());
        }
        rows.nobody(way.id(), way.wanted().isEmpty());
        URI picture = way.picture();
        if (!way.readable() && picture != null) {
            read(way.id(), picture, weCom);
        }
    }

    private void read(ContactWayId id, URI picture, ContactWayPublishing weCom) {
        rows.address(id, weCom.address(picture));
    }
}
