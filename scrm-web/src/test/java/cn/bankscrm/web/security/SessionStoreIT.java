package cn.bankscrm.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Sessions of several requests at a time, as of a page with pictures. */
@ScrmWebTest
class SessionStoreIT {

    @Autowired
    SessionRepository<? extends Session> sessions;

    @Test
    void keepsWhatTwoRequestsPutInAtOnce() {
        assertThat(lastOfTwo(sessions)).isEqualTo("second");
    }

    private static <S extends Session> String lastOfTwo(SessionRepository<S> sessions) {
        S begun = sessions.createSession();
        sessions.save(begun);
        S first = found(sessions, begun.getId());
        S second = found(sessions, begun.getId());
        first.setAttribute("seen", "first");
        second.setAttribute("seen", "second");
        sessions.save(first);
        sessions.save(second);
        String kept = found(sessions, begun.getId()).getRequiredAttribute("seen");
        sessions.deleteById(begun.getId());
        return kept;
    }

    private static <S extends Session> S found(SessionRepository<S> sessions, String id) {
        return Objects.requireNonNull(sessions.findById(id));
    }
}
