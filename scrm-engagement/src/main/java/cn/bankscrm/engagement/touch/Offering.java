package cn.bankscrm.engagement.touch;

import cn.bankscrm.core.staff.WeComUserId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What WeCom lays before a member to confirm, whichever way it then takes. Every method throws {@link SendingFailure}.
 */
public interface Offering {

    /**
     * Looks for one whose answer was lost.
     *
     * @param text recognises it where there is no link
     * @param since not before
     * @param mayBe whether one of that id can be it
     */
    Optional<String> find(
            WeComUserId sender, String text, Optional<String> url, Instant since, Predicate<String> mayBe);

    /** Takes it back from a member who has not confirmed it. */
    void cancel(String id);
}
