package cn.bankscrm.simulator.world;

import cn.bankscrm.simulator.data.Journal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Welcome messages (欢迎语): each code is good once and for twenty seconds. */
public final class Welcomes {
    /** How long a code is good. */
    public static final long SECONDS = 20;

    private static final String KIND = "welcome";

    /** A code that was handed out with an event. */
    public record Code(String code, String userid, String externalUserid, long at) {}

    /** A welcome that was delivered. */
    public record Welcome(
            String code, String userid, String externalUserid, String text, List<JsonNode> attachments, long at) {
        public Welcome {
            attachments = List.copyOf(attachments);
        }
    }

    private final VirtualClock clock;
    private final Journal journal;
    private final Map<String, Code> codes = new LinkedHashMap<>();
    private final Map<String, Welcome> delivered = new LinkedHashMap<>();

    /** The welcomes that the journal tells of. */
    public Welcomes(VirtualClock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
        journal.kept(KIND, Welcome.class).forEach(welcome -> delivered.put(welcome.code(), welcome));
    }

    /** A code goes out with an event. What is too old is forgotten. */
    public synchronized void handOut(String code, String userid, String externalUserid, long at) {
        codes.values().removeIf(known -> known.at() + SECONDS < clock.seconds());
        codes.put(code, new Code(code, userid, externalUserid, at));
    }

    /** The code, while it is good. */
    public synchronized Optional<Code> good(String code) {
        return Optional.ofNullable(codes.get(code)).filter(known -> known.at() + SECONDS >= clock.seconds());
    }

    public synchronized boolean wasUsed(String code) {
        return delivered.containsKey(code);
    }

    /** Delivers it, unless the code was used meanwhile. @return whether it was delivered */
    public synchronized boolean deliver(Code code, String text, List<JsonNode> attachments) {
        if (wasUsed(code.code())) {
            return false;
        }
        Welcome welcome =
                new Welcome(code.code(), code.userid(), code.externalUserid(), text, attachments, clock.seconds());
        delivered.put(code.code(), welcome);
        journal.keep(KIND, welcome);
        return true;
    }

    /** In the order in which they were delivered. */
    public synchronized List<Welcome> all() {
        return new ArrayList<>(delivered.values());
    }
}
