package cn.bankscrm.web.chat;

import jakarta.servlet.http.HttpSession;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Which files somebody looks at in this session: a browser asks for a film in pieces, which is one look. */
final class LookedAtFiles implements Serializable {

    /** After so long it is another look. */
    private static final Duration ONE_LOOK = Duration.ofMinutes(30);

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String ATTRIBUTE = "chat.files";

    private final HashMap<Long, Long> until;

    private LookedAtFiles(Map<Long, Long> until) {
        this.until = new HashMap<>(until);
    }

    static LookedAtFiles of(HttpSession session) {
        return session.getAttribute(ATTRIBUTE) instanceof LookedAtFiles known ? known : new LookedAtFiles(Map.of());
    }

    boolean holds(long file, Instant now) {
        return until.getOrDefault(file, 0L) > now.getEpochSecond();
    }

    void add(HttpSession session, long file, Instant now) {
        Map<Long, Long> more = new HashMap<>(until);
        more.values().removeIf(end -> end <= now.getEpochSecond());
        more.put(file, now.plus(ONE_LOOK).getEpochSecond());
        session.setAttribute(ATTRIBUTE, new LookedAtFiles(more));
    }
}
