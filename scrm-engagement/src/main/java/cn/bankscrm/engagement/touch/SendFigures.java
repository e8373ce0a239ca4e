package cn.bankscrm.engagement.touch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Optional;

/**
 * What became of some sends.
 *
 * @param sends all of them
 * @param drafted those that lay before a member
 * @param confirmed those that the member sent off or published
 * @param waiting those that a member can still confirm
 * @param touches all customers (of moments: all members) who were to be reached
 * @param sent those reached
 * @param noFriend not reached: no friend any more
 * @param quota not reached: WeCom's cap for the customer
 * @param otherwise not reached for other reasons
 * @param ended not reached: withdrawn, or not confirmed in time
 */
public record SendFigures(
        int sends,
        int drafted,
        int confirmed,
        int waiting,
        int touches,
        int sent,
        int noFriend,
        int quota,
        int otherwise,
        int ended) {

    public static final SendFigures NONE = new SendFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    static SendFigures of(Collection<SendRow> rows) {
        return rows.stream().map(SendRow::figures).reduce(NONE, SendFigures::plus);
    }

    private SendFigures plus(SendFigures other) {
        return new SendFigures(
                sends + other.sends,
                drafted + other.drafted,
                confirmed + other.confirmed,
                waiting + other.waiting,
                touches + other.touches,
                sent + other.sent,
                noFriend + other.noFriend,
                quota + other.quota,
                otherwise + other.otherwise,
                ended + other.ended);
    }

    /** The execution rate (执行率): confirmed of drafted, 0 to 1; empty where nothing was drafted. */
    public Optional<BigDecimal> rate() {
        return drafted == 0
                ? Optional.empty()
                : Optional.of(
                        BigDecimal.valueOf(confirmed).divide(BigDecimal.valueOf(drafted), 4, RoundingMode.HALF_UP));
    }

    public int failed() {
        return noFriend + quota + otherwise;
    }
}
