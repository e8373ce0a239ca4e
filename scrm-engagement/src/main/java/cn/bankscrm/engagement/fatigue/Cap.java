package cn.bankscrm.engagement.fatigue;

import cn.bankscrm.engagement.touch.Channel;
import java.util.Optional;

/**
 * At most so many touches of one customer within any so many days in a row.
 *
 * @param channel of this channel alone; empty: of all together
 * @param days calendar days in the business's time zone, from 1
 * @param most from 0
 */
public record Cap(Optional<Channel> channel, int days, int most) {

    public Cap {
        if (days < 1 || most < 0) {
            throw new IllegalArgumentException("A cap is for a day or more, and for no negative number");
        }
    }

    boolean concerns(Channel touched) {
        return channel.isEmpty() || channel.get() == touched;
    }
}
