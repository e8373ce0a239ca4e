package cn.bankscrm.engagement.touch;

import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.engagement.touch.MassSending.DeliveryPage;
import cn.bankscrm.engagement.touch.SendRows.Send;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Carries out mass sends: groups the touches that are due, drafts them, asks what became of them, takes back what was
 * withdrawn. Never to be called inside a transaction; any number of nodes may do it at a time.
 */
@Component
public class CarryingOutMassSends {

    private static final int AT_A_TIME = 20;
    private static final int MOST_PAGES = 30;

    private final SendGrouping grouping;
    private final SendRows rows;
    private final Drafting drafting;
    private final SendResults results;

    CarryingOutMassSends(SendGrouping grouping, SendRows rows, Drafting drafting, SendResults results) {
        this.grouping = grouping;
        this.rows = rows;
        this.drafting = drafting;
        this.results = results;
    }

    /** @return whether there was anything to do */
    public boolean workOnce(MassSending weCom) {
        boolean grouped = grouping.group(Channel.MASS_SEND);
        results.endWithdrawn(Channel.MASS_SEND);
        results.endOld(Channel.MASS_SEND);
        List<SendId> sends = rows.take(Channel.MASS_SEND, List.of(SendState.READY, SendState.CALLING), AT_A_TIME);
        boolean going = true;
        for (SendId send : sends) {
            if (going) {
                going = drafting.draft(send, weCom);
            } else {
                rows.putOff(rows.read(send), Optional.empty());
            }
        }
        List<SendId> open = rows.take(
                Channel.MASS_SEND, List.of(SendState.DRAFTED, SendState.CONFIRMED, SendState.ENDING), AT_A_TIME);
        open.forEach(send -> look(rows.read(send), weCom));
        return grouped || !sends.isEmpty() || !open.isEmpty();
    }

    private void look(Send send, MassSending weCom) {
        String id = Objects.requireNonNull(send.weComId());
        WeComUserId sender = send.sender();
        try {
            if (sender != null) {
                if (send.ending() != null) {
                    cancel(id, weCom);
                }
                Optional<Instant> confirmed = weCom.confirmed(id, sender);
                confirmed.ifPresent(at -> results.confirmed(send.id(), at));
                if (confirmed.isPresent()) {
                    deliveries(send, id, sender, weCom);
                }
            }
            results.looked(rows.read(send.id()));
        } catch (SendingFailure failure) {
            rows.putOff(send, failure.retryAfter());
        }
    }

    private void deliveries(Send send, String id, WeComUserId sender, MassSending weCom) {
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            DeliveryPage read = weCom.results(id, sender, cursor);
            results.delivered(send.id(), read.deliveries());
            cursor = read.next();
            if (cursor.isEmpty()) {
                return;
            }
        }
    }

    /** A refusal says that there is nothing left to cancel. */
    private static void cancel(String id, MassSending weCom) {
        try {
            weCom.cancel(id);
        } catch (SendingFailure failure) {
            if (failure.kind() != SendingFailure.Kind.REFUSED) {
                throw failure;
            }
        }
    }
}
