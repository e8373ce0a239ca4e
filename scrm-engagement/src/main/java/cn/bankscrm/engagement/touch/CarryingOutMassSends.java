package cn.bankscrm.engagement.touch;

import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.engagement.touch.MassSending.DeliveryPage;
import cn.bankscrm.engagement.touch.SendRows.Send;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Carries out mass sends: to the member's customers who are their friends, and asks how it went with each. */
@Component
public class CarryingOutMassSends extends CarryingOutSends<MassSending> {

    private static final Line LINE = new Line(Channel.MASS_SEND, Outlet.MASS_SEND, 20, 20);
    private static final int MOST_PAGES = 30;

    private final SendRows rows;
    private final SendResults results;

    CarryingOutMassSends(SendGrouping grouping, SendRows rows, SendResults results, Wording wording, Clock clock) {
        super(LINE, grouping, rows, results, wording, clock);
        this.rows = rows;
        this.results = results;
    }

    @Override
    void call(Send send, WeComUserId sender, Wording.Outcome.Worded worded, MassSending weCom) {
        List<ExternalUserId> to = rows.recipients(send.id());
        if (to.isEmpty()) {
            rows.failed(send.id(), SendReason.NO_CUSTOMER, 0);
        } else if (mayCall(send, worded)) {
            MassSending.Drafted drafted = weCom.send(worded.text(), worded.card(), sender, to);
            rows.drafted(send.id(), drafted.id(), drafted.refused());
        }
    }

    @Override
    void look(Send send, String id, WeComUserId sender, MassSending weCom) {
        Optional<Instant> confirmed = weCom.confirmed(id, sender);
        confirmed.ifPresent(at -> results.confirmed(send.id(), at));
        if (confirmed.isPresent()) {
            deliveries(send, id, sender, weCom);
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
}
