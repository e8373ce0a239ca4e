package cn.bankscrm.web.chat;

import jakarta.servlet.http.HttpSession;
import java.io.Serial;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Why somebody reads what, in this session: asked before the first look into each conversation. */
final class GivenReasons implements Serializable {

    static final int LONGEST = 200;

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String ATTRIBUTE = "chat.reasons";

    private final HashMap<Long, String> conversations;
    private final String last;

    private GivenReasons(Map<Long, String> conversations, String last) {
        this.conversations = new HashMap<>(conversations);
        this.last = last;
    }

    static GivenReasons of(HttpSession session) {
        return session.getAttribute(ATTRIBUTE) instanceof GivenReasons given ? given : new GivenReasons(Map.of(), "");
    }

    static boolean fits(String reason) {
        return !reason.isBlank() && reason.length() <= LONGEST;
    }

    /** The one given last: offered again. */
    String last() {
        return last;
    }

    Optional<String> reading(long conversation) {
        return Optional.ofNullable(conversations.get(conversation));
    }

    void searching(HttpSession session, String reason) {
        session.setAttribute(ATTRIBUTE, new GivenReasons(conversations, reason));
    }

    void reading(HttpSession session, long conversation, String reason) {
        Map<Long, String> more = new HashMap<>(conversations);
        more.put(conversation, reason);
        session.setAttribute(ATTRIBUTE, new GivenReasons(more, reason));
    }
}
