package cn.bankscrm.wecom.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.engagement.touch.NewFriend;
import cn.bankscrm.engagement.touch.WelcomeSending;
import cn.bankscrm.engagement.touch.Welcoming;
import cn.bankscrm.simulator.callback.Events;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.world.Welcomes.Welcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** New friends are greeted from the callback on, whatever the inbox does: here nobody works it off. */
class WelcomeTests extends TouchSetting {

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private Welcoming welcoming;

    @Autowired
    private WelcomeSending welcomeSending;

    @BeforeEach
    void greetings() {
        content(2, "欢迎来到北城支行", "您好,我是您在北城支行的客户经理。");
        greeting("", 1);
        greeting("north", 2);
        weCom.callbackTo("http://127.0.0.1:" + port);
    }

    private void greeting(String prefix, long content) {
        db.sql("""
                        insert into engagement.welcome (state_prefix, content_id, set_by, set_at)
                        values (:prefix, :content, 'zhou', :now)
                        """)
                .param("prefix", prefix)
                .param("content", content)
                .param("now", now())
                .update();
    }

    @Test
    void greetsByTheChannelThatTheFriendCameBy() {
        comes("Member0", "north-window-3");
        comes("Member1", "");
        await().untilAsserted(() -> assertThat(delivered()).hasSize(2));
        assertThat(delivered())
                .extracting(Welcome::text)
                .containsExactlyInAnyOrder("您好,我是您在北城支行的客户经理。", "您关心的金价,本周这样走。");
        await().untilAsserted(() -> assertThat(outcomes()).containsExactly("SENT", "SENT"));
        assertThat(db.sql("select max(millis) from engagement.welcome_sent")
                        .query(Integer.class)
                        .single())
                .isLessThan(2000);
        assertThat(db.sql("select count(*) from wecom.inbox_work")
                        .query(Long.class)
                        .single())
                .as("the events wait, for nobody works the inbox off")
                .isEqualTo(2);
    }

    @Test
    void greetsOnceHoweverOftenTheEventIsTold() {
        weCom.setFault(FaultKind.DUPLICATE, 1, Duration.ZERO);
        comes("Member0", "");
        await().untilAsserted(() -> assertThat(outcomes()).containsExactly("SENT"));
        await().untilAsserted(
                        () -> assertThat(weCom.ledger().totals().callbacks()).isEqualTo(2));
        assertThat(delivered()).hasSize(1);
        assertThat(calls("send_welcome_msg")).isEqualTo(1);
    }

    @Test
    void isNotDelayedByAnInboxThatCannotStore() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            run("lock table wecom.inbox in exclusive mode");
            comes("Member0", "");
            await().untilAsserted(() -> assertThat(delivered()).hasSize(1));
        });
        await().untilAsserted(() -> assertThat(db.sql("select count(*) from wecom.inbox")
                        .query(Long.class)
                        .single())
                .isEqualTo(1));
        await().untilAsserted(() -> assertThat(outcomes()).containsExactly("SENT"));
        assertThat(calls("send_welcome_msg")).isEqualTo(1);
    }

    /** The second: an event of last year, as a bank's history is read in. */
    @ParameterizedTest
    @ValueSource(longs = {21, 400 * 86_400})
    void doesNotCallWithACodeThatIsTooOld(long seconds) throws InterruptedException {
        NewFriend friend = new NewFriend(
                new WeComUserId("Member0"),
                new ExternalUserId("wm0"),
                "",
                "WCold",
                clock.instant().minusSeconds(seconds));
        assertThat(welcoming.greet(friend, welcomeSending)).isEqualTo(Welcoming.Outcome.LATE);
        assertThat(calls("send_welcome_msg")).isZero();
    }

    @Test
    void acceptsThatWeComDoesNotKnowTheCode() throws InterruptedException {
        NewFriend friend =
                new NewFriend(new WeComUserId("Member0"), new ExternalUserId("wm0"), "", "WCunknown", clock.instant());
        assertThat(welcoming.greet(friend, welcomeSending)).isEqualTo(Welcoming.Outcome.LATE);
        assertThat(welcoming.greet(friend, welcomeSending)).isEqualTo(Welcoming.Outcome.TAKEN);
        assertThat(calls("send_welcome_msg")).isEqualTo(1);
    }

    @Test
    void greetsWithNothingThatIsWithdrawnOrBlocked() throws InterruptedException {
        withdraw(2);
        assertThat(greet("north", "WC1")).isEqualTo(Welcoming.Outcome.NO_CONTENT);
        lexicon("金价");
        assertThat(greet("", "WC2")).isEqualTo(Welcoming.Outcome.SCREENED);
        assertThat(calls("send_welcome_msg")).isZero();
    }

    @Test
    void neverRepeatsACallWhoseAnswerWasLost() throws InterruptedException {
        comesUnheard("Member0");
        tokenIsThere();
        weCom.setFault(FaultKind.EMPTY, 1);
        String code = Events.welcomeCode(weCom.world().friends().everyLink().getLast());
        assertThat(greet("", code)).isEqualTo(Welcoming.Outcome.UNKNOWN);
        weCom.clearFaults();
        assertThat(greet("", code)).isEqualTo(Welcoming.Outcome.TAKEN);
        assertThat(delivered()).hasSize(1);
        assertThat(calls("send_welcome_msg")).isEqualTo(1);
    }

    private Welcoming.Outcome greet(String state, String code) throws InterruptedException {
        return welcoming.greet(
                new NewFriend(new WeComUserId("Member0"), new ExternalUserId("wm0"), state, code, clock.instant()),
                welcomeSending);
    }

    private void comes(String member, String state) {
        Contact customer = weCom.acts().newCustomer("新客户", 0);
        weCom.acts().scans(customer.externalUserid(), member, state);
    }

    private void comesUnheard(String member) {
        weCom.setFault(FaultKind.LOSE, 1);
        comes(member, "");
        await().until(() -> weCom.ledger().totals().unsent() == 1);
        weCom.clearFaults();
    }

    private List<Welcome> delivered() {
        return weCom.world().welcomes().all();
    }

    private List<String> outcomes() {
        return db.sql("select outcome from engagement.welcome_sent order by taken_at")
                .query((row, n) -> row.getString(1))
                .list();
    }
}
