package cn.bankscrm.wecom.message;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.simulator.world.MassSends;
import cn.bankscrm.simulator.world.MassSends.MassSend;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Mass sends from plan to result, with all that WeCom says. */
class MassSendTests extends TouchSetting {

    @Test
    void isDraftedOncePerMemberAndContentAndTheResultsComeBack() {
        planned("MASS_SEND", 0, 0);
        planned("MASS_SEND", 0, 1);
        planned("MASS_SEND", 0, 2);
        planned("MASS_SEND", 1, 3);

        carryOut();

        assertThat(there()).extracting(MassSend::sender).containsExactlyInAnyOrder("Member0", "Member1");
        MassSend first = of("Member0");
        assertThat(first.deliveries())
                .extracting(MassSends.Delivery::externalUserid)
                .containsExactly("wm0", "wm1", "wm2");
        assertThat(first.text()).isEqualTo("您关心的金价,本周这样走。");
        assertThat(first.url()).matches("https://scrm\\.bank\\.example/l/[0-9A-Za-z]{25}");
        assertThat(first.url()).isNotEqualTo(of("Member1").url());
        assertThat(touches()).containsOnly("OFFERED");

        weCom.world().massSends().capPerMonth(1);
        weCom.touches().confirms("Member1", of("Member1").msgid());
        weCom.acts().customerDeletes("wm1", "Member0");
        planned("MASS_SEND", 2, 3);
        carryOut();
        pass(Duration.ofMinutes(1));
        weCom.touches().confirms("Member0", first.msgid());
        weCom.touches().confirms("Member2", of("Member2").msgid());
        pass(Duration.ofMinutes(3));
        carryOut();

        assertThat(touches()).containsExactly("SENT", "FAILED NO_FRIEND", "SENT", "SENT", "FAILED QUOTA");
        assertThat(sends()).containsOnly("CLOSED");
        assertThat(db.sql("select kind || ' ' || source from core.activity order by source")
                        .query((row, n) -> row.getString(1))
                        .list())
                .hasSize(3)
                .allMatch(line -> line.startsWith("TOUCHED touch:"));
        assertThat(db.sql("select count(*) from core.last_contact")
                        .query(Long.class)
                        .single())
                .as("a mass send is no effective contact")
                .isZero();
    }

    @Test
    void isNotConfirmedUntilTheMemberDoesAndIsAskedForMoreSeldomWithAge() {
        planned("MASS_SEND", 0, 0);
        carryOut();
        for (int minute = 0; minute < 60; minute++) {
            pass(Duration.ofMinutes(1));
            carryOut();
        }
        long inFirstHour = calls("get_groupmsg_task");
        for (int quarter = 0; quarter < 8; quarter++) {
            pass(Duration.ofMinutes(15));
            carryOut();
        }
        assertThat(inFirstHour).isBetween(15L, 31L);
        assertThat(calls("get_groupmsg_task") - inFirstHour).isBetween(4L, 9L);
        assertThat(calls("get_groupmsg_send_result")).isZero();
        assertThat(sends()).containsExactly("DRAFTED");
    }

    @Test
    void isTakenBackFromAMemberWhoDoesNotConfirmInTime() {
        planned("MASS_SEND", 0, 0);
        carryOut();
        pass(Duration.ofDays(3).plusMinutes(1));
        carryOut();
        assertThat(touches()).containsExactly("EXPIRED");
        assertThat(there()).singleElement().matches(MassSend::cancelled);
        assertThat(sends()).containsExactly("CLOSED");
    }

    @Test
    void doesNotSendWhatWasWithdrawnSinceItWasPlanned() {
        planned("MASS_SEND", 0, 0);
        withdraw(1);
        carryOut();
        assertThat(touches()).containsExactly("WITHDRAWN");
        assertThat(sends()).containsExactly("WITHDRAWN");
        assertThat(calls("add_msg_template")).isZero();
    }

    @Test
    void takesBackWhatIsWithdrawnBeforeTheMemberConfirms() {
        planned("MASS_SEND", 0, 0);
        planned("MASS_SEND", 1, 1);
        carryOut();
        weCom.touches().confirms("Member1", of("Member1").msgid());
        pass(Duration.ofMinutes(2));
        carryOut();
        withdraw(1);
        carryOut();
        assertThat(touches()).containsExactly("WITHDRAWN", "SENT");
        assertThat(of("Member0").cancelled()).isTrue();
        assertThat(of("Member1").cancelled()).isFalse();
    }

    @Test
    void tellsWhatWasConfirmedBeforeItCouldBeTakenBack() {
        planned("MASS_SEND", 0, 0);
        carryOut();
        weCom.touches().confirms("Member0", of("Member0").msgid());
        withdraw(1);
        carryOut();
        assertThat(touches()).containsExactly("SENT");
        assertThat(sends()).containsExactly("CLOSED");
    }

    @Test
    void doesNotSendATextThatTheLexiconBlocksByNow() {
        planned("MASS_SEND", 0, 0);
        lexicon("金价");
        carryOut();
        assertThat(touches()).containsExactly("FAILED SCREENED");
        assertThat(sends()).containsExactly("FAILED SCREENED");
        assertThat(calls("add_msg_template")).isZero();
    }

    @Test
    void passesOverWhoIsNoFriendAnyMoreAndWhomWeComDoesNotTake() {
        planned("MASS_SEND", 0, 0);
        planned("MASS_SEND", 0, 1);
        planned("MASS_SEND", 0, 2);
        run(
                "update core.friend_link set ended_at = '2026-11-19T00:00:00Z', ended_by = 'CUSTOMER' where staff_id = 0 and contact_id = 100");
        weCom.acts().customerDeletes("wm1", "Member0");
        carryOut();
        assertThat(touches()).containsExactly("FAILED NO_FRIEND", "FAILED NOT_TAKEN", "OFFERED");
    }

    @Test
    void saysThatNobodyIsLeftToSendTo() {
        planned("MASS_SEND", 0, 0);
        weCom.acts().customerDeletes("wm0", "Member0");
        carryOut();
        assertThat(touches()).containsExactly("FAILED NO_CUSTOMER");
        assertThat(sends()).containsExactly("FAILED NO_CUSTOMER");
    }

    @Test
    void putsWhatComesLaterTheSameDayIntoAnotherDraft() {
        planned("MASS_SEND", 0, 0);
        carryOut();
        pass(Duration.ofHours(1));
        planned("MASS_SEND", 0, 1);
        carryOut();
        assertThat(there()).hasSize(2);
        assertThat(db.sql("select part from engagement.send order by id")
                        .query(Integer.class)
                        .list())
                .containsExactly(1, 2);
    }

    @Test
    void sendsNothingThatLayForDays() {
        planned("MASS_SEND", 0, 0);
        pass(Duration.ofDays(4));
        carryOut();
        assertThat(touches()).containsExactly("EXPIRED LATE");
        assertThat(calls("add_msg_template")).isZero();
    }

    private MassSend of(String member) {
        return there().stream()
                .filter(send -> send.sender().equals(member))
                .findFirst()
                .orElseThrow();
    }
}
