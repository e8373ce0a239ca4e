package cn.bankscrm.wecom.moment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.engagement.touch.CarryingOutMoments;
import cn.bankscrm.engagement.touch.MomentPublishing;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.world.CustomerMoments.Moment;
import cn.bankscrm.wecom.message.TouchSetting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Moments from plan to likes, each offered once. */
class MomentTests extends TouchSetting {

    @Autowired
    private CarryingOutMoments carryingOut;

    @Autowired
    private MomentPublishing publishing;

    @Test
    void isOfferedOnceAndItsEchoIsCounted() {
        planned("MOMENT", 0, -1);
        planned("MOMENT", 1, -1);
        work();
        pass(Duration.ofSeconds(10));
        work();
        assertThat(moments()).hasSize(2);
        assertThat(touches()).containsOnly("OFFERED");

        Moment first = ofMember("Member0");
        weCom.touches().publishes("Member0", first.momentId());
        weCom.touches().reacts("wm0", "Member0", first.momentId(), false);
        weCom.touches().reacts("wm1", "Member0", first.momentId(), false);
        weCom.touches().reacts("wm2", "Member0", first.momentId(), true);
        pass(Duration.ofMinutes(3));
        work();

        assertThat(touches()).containsExactlyInAnyOrder("SENT", "OFFERED");
        assertThat(db.sql("select visible || ' ' || likes || ' ' || comments from engagement.send where staff_id = 0")
                        .query(String.class)
                        .single())
                .isEqualTo("4 2 1");

        pass(Duration.ofDays(3));
        work();
        assertThat(touches()).containsExactlyInAnyOrder("SENT", "EXPIRED");
        assertThat(sends()).containsOnly("CLOSED");
        assertThat(ofMember("Member1").cancelled()).isTrue();
        assertThat(first.cancelled()).isFalse();
    }

    @Test
    void aNodeThatDiesBeforeItStoresTheJobLeavesOneMomentOnly() {
        planned("MOMENT", 0, -1);
        killsBefore("update of job_id on engagement.send");
        assertThatThrownBy(this::work).isInstanceOfAny(DataAccessException.class, TransactionException.class);
        killsNoMore();
        pass(Duration.ofMinutes(6));
        work();
        assertThat(calls("add_moment_task")).isEqualTo(1);
        assertThat(touches()).containsOnly("OFFERED");
    }

    @Test
    void anAnswerThatWasLostIsLookedUp() {
        planned("MOMENT", 0, -1);
        tokenIsThere();
        weCom.setFault(FaultKind.EMPTY, 1);
        carryingOut.workOnce(publishing);
        weCom.clearFaults();
        assertThat(moments()).hasSize(1);
        assertThat(sends()).containsExactly("CALLING");
        pass(Duration.ofMinutes(2));
        work();
        assertThat(calls("add_moment_task")).isEqualTo(1);
        assertThat(touches()).containsOnly("OFFERED");
    }

    @Test
    void neverAsksForMoreThanWeComTakesInAMinute() {
        for (int member = 0; member < MEMBERS; member++) {
            planned("MOMENT", member, -1);
        }
        for (int i = 0; i < 3; i++) {
            work();
        }
        assertThat(calls("add_moment_task")).isBetween(1L, 3L);
        assertThat(sends()).doesNotContain("FAILED").hasSize(MEMBERS);
    }

    @Test
    void offersNothingThatWasWithdrawn() {
        planned("MOMENT", 0, -1);
        withdraw(1);
        work();
        assertThat(touches()).containsExactly("WITHDRAWN");
        assertThat(calls("add_moment_task")).isZero();
    }

    private void work() {
        int rounds = 0;
        while (carryingOut.workOnce(publishing)) {
            assertThat(++rounds).isLessThan(50);
        }
    }

    private List<Moment> moments() {
        return weCom.world().moments().all();
    }

    private Moment ofMember(String userid) {
        return moments().stream()
                .filter(moment -> moment.isFor(userid))
                .findFirst()
                .orElseThrow();
    }
}
