package cn.bankscrm.wecom.callback;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.engagement.touch.NewFriend;
import cn.bankscrm.wecom.event.EventFields;
import cn.bankscrm.wecom.event.EventReader;
import cn.bankscrm.wecom.event.MalformedEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * New friends who wait to be greeted. They come straight from the callback, past the inbox: what is worked off there
 * may take longer than a welcome code is good. Nobody is lost by it: the event goes into the inbox as ever.
 */
@Component
public class WelcomeQueue {

    private static final int PLACES = 10_000;
    private static final byte[] MARK = "<WelcomeCode>".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> CHANGES =
            Set.of("add_external_contact", "add_half_external_contact", "msg_audit_approved");

    private final BlockingQueue<NewFriend> waiting = new ArrayBlockingQueue<>(PLACES);
    private final MeterRegistry meters;

    WelcomeQueue(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Takes in what an event tells of a new friend, if it does; never waits and never fails. */
    public void heard(byte[] payload) {
        if (!contains(payload)) {
            return;
        }
        try {
            EventFields fields = EventFields.read(payload);
            if (fields.text("ChangeType").filter(CHANGES::contains).isPresent()
                    && fields.text("WelcomeCode").isPresent()
                    && !waiting.offer(friend(fields))) {
                meters.counter("scrm.wecom.welcomes", "outcome", "overflow").increment();
            }
        } catch (MalformedEvent | IllegalArgumentException e) {
            // the inbox says so, where it is read with care
        }
    }

    /** @return null when nobody came within this time */
    public @Nullable NewFriend next(long millis) throws InterruptedException {
        return waiting.poll(millis, TimeUnit.MILLISECONDS);
    }

    private static NewFriend friend(EventFields fields) {
        return new NewFriend(
                new WeComUserId(fields.required("UserID")),
                new ExternalUserId(fields.required("ExternalUserID")),
                fields.text("State").orElse(""),
                fields.required("WelcomeCode"),
                EventReader.time(fields));
    }

    private static boolean contains(byte[] payload) {
        for (int i = 0; i + MARK.length <= payload.length; i++) {
            int same = 0;
            while (same < MARK.length && payload[i + same] == MARK[same]) {
                same++;
            }
            if (same == MARK.length) {
                return true;
            }
        }
        return false;
    }
}
