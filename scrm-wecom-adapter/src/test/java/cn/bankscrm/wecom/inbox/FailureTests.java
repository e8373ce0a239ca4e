package cn.bankscrm.wecom.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.privacy.UnreadablePersonalData;
import cn.bankscrm.wecom.client.WeComFailure;
import cn.bankscrm.wecom.event.MalformedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

class FailureTests {

    @ParameterizedTest
    @EnumSource(WeComFailure.Kind.class)
    void keepsTheKindOfAWeComFailure(WeComFailure.Kind kind) {
        Failure failure = Failure.of(StandInWeCom.failure(kind));

        assertThat(failure.kind()).isEqualTo(kind.name());
        assertThat(failure.sentence()).contains("/cgi-bin/externalcontact/get");
    }

    @Test
    void aDatabaseThatIsAwayOrBusyWillPass() {
        assertThat(Failure.of(new CannotGetJdbcConnectionException("away")).passing())
                .isTrue();
        assertThat(Failure.of(new CannotCreateTransactionException("away")).passing())
                .isTrue();
        assertThat(Failure.of(new CannotAcquireLockException("deadlock")).passing())
                .isTrue();
        assertThat(Failure.of(new DataIntegrityViolationException("no")).passing())
                .isFalse();
    }

    @Test
    void repeatsNoMessageThatMayHoldWhatItWasGiven() {
        assertThat(Failure.of(new DataIntegrityViolationException("Key (name)=(张三)")))
                .isEqualTo(Failure.of(new DataIntegrityViolationException("another")))
                .extracting(Failure::kind, Failure::sentence)
                .containsExactly("FAULT", "DataIntegrityViolationException");
        assertThat(Failure.of(new UnreadablePersonalData("f", new IllegalStateException()))
                        .kind())
                .isEqualTo("UNREADABLE");
        assertThat(Failure.of(new MalformedEvent("Id is missing")).sentence()).isEqualTo("Id is missing");
    }
}
