package cn.bankscrm.wecom.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.simulator.fault.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Answers get lost, nodes die, two are at it, WeCom is away: nothing is drafted twice. */
class MassSendTroubleTests extends TouchSetting {

    /** Longer than one waits for an answer. */
    private static final Duration TOO_SLOW = Duration.ofMillis(5500);

    @Test
    void aNodeThatDiesBeforeItStoresTheAnswerLeavesOneDraftOnly() {
        planned("MASS_SEND", 0, 0);
        planned("MASS_SEND", 0, 1);
        killsBefore("update of wecom_id on engagement.send");
        assertThatThrownBy(this::carryOut).isInstanceOfAny(DataAccessException.class, TransactionException.class);
        killsNoMore();
        assertThat(there()).hasSize(1);
        assertThat(sends()).containsExactly("CALLING");

        pass(Duration.ofMinutes(6));
        carryOut();

        assertThat(there()).hasSize(1);
        assertThat(calls("add_msg_template")).isEqualTo(1);
        assertThat(touches()).containsOnly("OFFERED");
        assertThat(db.sql("select wecom_id from engagement.send")
                        .query(String.class)
                        .single())
                .isEqualTo(there().getFirst().msgid());
    }

    @Test
    void aNodeThatDiesBeforeTheCallLeavesNoneAndTheNextOneDraftsIt() {
        planned("MASS_SEND", 0, 0);
        killsBefore("update of unsure_since on engagement.send");
        assertThatThrownBy(this::carryOut).isInstanceOfAny(DataAccessException.class, TransactionException.class);
        killsNoMore();
        assertThat(there()).isEmpty();

        pass(Duration.ofMinutes(6));
        carryOut();

        assertThat(there()).hasSize(1);
        assertThat(touches()).containsOnly("OFFERED");
    }

    @Test
    void aTimeOutWhoseCallArrivedAfterAllIsNotCalledAgain() {
        planned("MASS_SEND", 0, 0);
        tokenIsThere();
        weCom.setFault(FaultKind.SLOW, 1, TOO_SLOW);
        massSends.workOnce(sending);
        weCom.clearFaults();
        assertThat(sends()).containsExactly("CALLING");

        pass(Duration.ofMinutes(2));
        carryOut();

        assertThat(there()).hasSize(1);
        assertThat(calls("add_msg_template")).isEqualTo(1);
        assertThat(touches()).containsOnly("OFFERED");
    }

    @Test
    void anAnswerThatCannotBeReadIsLookedUp() {
        planned("MASS_SEND", 0, 0);
        tokenIsThere();
        weCom.setFault(FaultKind.MALFORMED, 1);
        massSends.workOnce(sending);
        weCom.clearFaults();
        pass(Duration.ofMinutes(2));
        carryOut();
        assertThat(calls("add_msg_template")).isEqualTo(1);
        assertThat(touches()).containsOnly("OFFERED");
    }

    @Test
    void whatIsFoundIsTheDraftOfThisMemberAndNoOther() {
        planned("MASS_SEND", 0, 0);
        carryOut();
        pass(Duration.ofMinutes(10));
        planned("MASS_SEND", 0, 1);
        weCom.setFault(FaultKind.HTTP_500, 1);
        massSends.workOnce(sending);
        weCom.clearFaults();
        assertThat(sends()).containsExactly("DRAFTED", "CALLING");

        pass(Duration.ofMinutes(2));
        carryOut();

        assertThat(there()).hasSize(2);
        assertThat(there().get(1).deliveries())
                .extracting(delivery -> delivery.externalUserid())
                .containsExactly("wm1");
        assertThat(db.sql("select count(distinct wecom_id) from engagement.send")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void twoNodesDraftEachOnce() throws Exception {
        for (int member = 0; member < MEMBERS; member++) {
            for (int contact = 0; contact < FRIENDS; contact++) {
                planned("MASS_SEND", member, contact);
            }
        }
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Boolean> node = () -> {
            together.await();
            carryOut();
            return true;
        };
        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            for (var done : nodes.invokeAll(List.of(node, node))) {
                assertThat(done.get()).isTrue();
            }
        }
        carryOut();
        assertThat(there())
                .extracting(send -> send.sender())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, MEMBERS).mapToObj(n -> "Member" + n).toList());
        assertThat(touches()).hasSize(MEMBERS * FRIENDS).containsOnly("OFFERED");
    }

    @Test
    void aTokenThatRanOutIsRenewedWithoutASecondDraft() {
        planned("MASS_SEND", 0, 0);
        carryOut();
        weCom.withdrawTokens();
        pass(Duration.ofHours(1));
        planned("MASS_SEND", 1, 0);
        carryOut();
        assertThat(there()).hasSize(2);
        assertThat(touches()).containsOnly("OFFERED");
    }

    @Test
    void anApiThatIsShutIsLeftAloneAndTriedLater() {
        planned("MASS_SEND", 0, 0);
        planned("MASS_SEND", 1, 0);
        weCom.setFault(FaultKind.RATE_LIMIT, 1, Duration.ofSeconds(0));
        massSends.workOnce(sending);
        assertThat(calls("add_msg_template")).as("the other one waits, too").isEqualTo(1);
        assertThat(sends()).containsOnly("READY");
        weCom.clearFaults();
        massSends.workOnce(sending);
        assertThat(there()).isEmpty();

        pass(Duration.ofMinutes(2));
        carryOut();

        assertThat(there()).hasSize(2);
        assertThat(touches()).containsOnly("OFFERED");
        assertThat(calls("get_groupmsg_list_v2"))
                .as("it is known not to have arrived")
                .isZero();
    }

    @Test
    void aBusyWeComIsLookedAtBeforeItIsCalledAgain() {
        planned("MASS_SEND", 0, 0);
        weCom.setFault(FaultKind.SYSTEM_BUSY, 1);
        massSends.workOnce(sending);
        assertThat(calls("add_msg_template")).isEqualTo(1);
        assertThat(sends()).containsExactly("CALLING");
        weCom.clearFaults();
        pass(Duration.ofMinutes(2));
        carryOut();
        assertThat(calls("get_groupmsg_list_v2")).isEqualTo(1);
        assertThat(there()).hasSize(1);
        assertThat(touches()).containsOnly("OFFERED");
    }
}
