package cn.bankscrm.engagement.touch;

import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.engagement.touch.SendRows.Send;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Carries out moments. A job at WeCom makes them, so that a moment's id comes some time after the call. */
@Component
public class CarryingOutMoments extends CarryingOutSends<MomentPublishing> {

    /** WeCom takes ten a minute of a corp. */
    private static final int CALLED = 5;

    private static final Line LINE = new Line(Channel.MOMENT, Outlet.MOMENT, CALLED, 50);
    private static final Duration JOB_TAKES = Duration.ofSeconds(5);

    private final SendRows rows;
    private final SendResults results;

    CarryingOutMoments(SendGrouping grouping, SendRows rows, SendResults results, Wording wording, Clock clock) {
        super(LINE, grouping, rows, results, wording, clock);
        this.rows = rows;
        this.results = results;
    }

    @Override
    void call(Send send, WeComUserId sender, Wording.Outcome.Worded worded, MomentPublishing weCom) {
        if (mayCall(send, worded)) {
            rows.accepted(send.id(), weCom.publish(worded.text(), worded.card(), sender));
        }
    }

    @Override
    boolean isAnswered(Send send, MomentPublishing weCom) {
        if (send.jobId() == null) {
            return false;
        }
        weCom.made(send.jobId())
                .ifPresentOrElse(
                        moment -> rows.drafted(send.id(), moment, List.of()),
                        () -> rows.putOff(send, Optional.of(JOB_TAKES)));
        return true;
    }

    @Override
    void look(Send send, String id, WeComUserId sender, MomentPublishing weCom) {
        if (weCom.isPublished(id, sender)) {
            results.published(send.id(), weCom.echo(id, sender));
        }
    }
}
