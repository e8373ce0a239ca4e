package cn.bankscrm.wecom.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.wecom.client.WeComFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an event meets on its way: what passes is tried again, what does not becomes a dead letter. */
class InboxFailureTests extends ProcessedInbox {

    @ParameterizedTest
    @EnumSource(
            value = WeComFailure.Kind.class,
            names = {"RATE_LIMITED", "BUSY", "TOKEN", "UNREACHABLE"})
    void whatWillPassIsTriedAgainAndCostsNothing(WeComFailure.Kind kind) {
        wecom.befriend("zhangsan", "wmA", at(T0));
        wecom.fail(StandInWeCom.failure(kind));
        arrives(added("zhangsan", "wmA", T0));
        for (int i = 0; i < 20; i++) {
            workOff();
            clock.forward(Duration.ofSeconds(80));
        }
        assertThat(text("select status || ' ' || faults || ' ' || failure_kind from wecom.inbox_work"))
                .containsExactly("PENDING 0 " + kind);
        assertThat(wecom.asked).hasValue(20);

        wecom.recover();
        workOff();

        assertThat(links()).hasSize(1);
        assertNothingLeft();
    }

    @Test
    void whatWaitsForAPutOffEventIsNotTakenUpBeforeIt() {
        wecom.refuse("wmA", StandInWeCom.failure(WeComFailure.Kind.BUSY));
        arrives(added("zhangsan", "wmA", T0));
        arrives(event("del_follow_user", "zhangsan", "wmA", T0 + 100));
        arrives(event("del_follow_user", "lisi", "wmB", T0 + 100));

        workOff();

        assertThat(text("select relation from wecom.inbox_work"))
                .containsExactly("link:zhangsan:wmA", "link:zhangsan:wmA");
        assertThat(text("select attempts::text from wecom.inbox_work order by event_at"))
                .containsExactly("1", "0");
    }

    @Test
    void aPoisonousEventDiesAloneAndHoldsNobodyBack() {
        wecom.befriend("zhangsan", "wmGood", at(T0));
        wecom.befriend("zhangsan", "wmBad", at(T0), "\u0000 cannot be stored");
        arrives(added("zhangsan", "wmBad", T0));
        arrives(added("zhangsan", "wmGood", T0));
        arrives(event("del_follow_user", "zhangsan", "wmBad", T0 + 100));

        workOff();
        assertThat(links()).containsExactly("zhangsan wmGood 0- way=1 state=qr-1");
        for (int i = 0; i < 10; i++) {
            clock.forward(Duration.ofMinutes(2));
            workOff();
        }

        assertThat(text("select status || ' ' || faults || ' ' || failure_kind from wecom.inbox_work"))
                .containsExactly("DEAD 8 FAULT");
        // the deletion behind it went on
        assertThat(text("select ended_by from core.friend_link_ending")).containsExactly("CUSTOMER");
    }

    @Test
    void aMalformedEventBecomesADeadLetter() {
        arrives("<xml><CreateTime>" + T0 + "</CreateTime><Event>change_contact</Event>"
                + "<ChangeType>create_user</ChangeType><Name>张三</Name></xml>");

        for (int i = 0; i < 10; i++) {
            workOff();
            clock.forward(Duration.ofMinutes(2));
        }

        assertThat(text("select status || ' ' || failure_kind || ' ' || failure from wecom.inbox_work"))
                .containsExactly("DEAD MALFORMED_EVENT UserID is missing");
    }
}
