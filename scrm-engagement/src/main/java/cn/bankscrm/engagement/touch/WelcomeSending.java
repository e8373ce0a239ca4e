package cn.bankscrm.engagement.touch;

import cn.bankscrm.compliance.interception.Cleared;
import java.util.Optional;

/** WeCom's welcome message (欢迎语). Not to be called inside a transaction. */
public interface WelcomeSending {

    /**
     * Greets whom the code belongs to.
     *
     * @param code good once, for twenty seconds
     * @throws SendingFailure when it was not sent, or nobody knows
     */
    void send(Cleared text, Optional<LinkCard> card, String code);
}
