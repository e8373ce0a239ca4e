package cn.bankscrm.engagement.contactway;

import cn.bankscrm.core.staff.WeComUserId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * WeCom's contact ways (客户联系「联系我」). What a customer sees of one is a picture of a code, and then whom it leads to. Not
 * to be called inside a transaction. Every method throws {@link WayFailure}.
 */
public interface ContactWayPublishing {

    /** The most members of one code. */
    int MOST_MEMBERS = 100;

    /**
     * Makes a code.
     *
     * @param members 1 to {@value #MOST_MEMBERS}
     */
    Made add(String name, String state, List<WeComUserId> members);

    /**
     * Looks for a code whose answer was lost.
     *
     * @param since when it was made at the earliest
     * @param known codes that need not be looked at
     */
    Optional<Made> find(String state, Instant since, Set<String> known);

    /** Says anew how the code is called and whom it leads to; the same twice changes nothing. */
    void change(String configId, String name, List<WeComUserId> members);

    /** Takes the code away; one that is gone already is no failure. */
    void remove(String configId);

    /** The ids of all codes that the platform's app has made. */
    Set<String> all();

    /** Empty for one that is gone. */
    Optional<Made> get(String configId);

    /** Where the code leads, as the picture says. */
    URI address(URI picture);

    /**
     * A code as WeCom has it.
     *
     * @param picture of the code
     */
    record Made(String configId, String state, String name, List<WeComUserId> members, URI picture) {

        public Made {
            members = List.copyOf(members);
        }
    }
}
