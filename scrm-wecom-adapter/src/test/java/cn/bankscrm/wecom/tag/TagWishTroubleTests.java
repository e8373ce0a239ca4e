package cn.bankscrm.wecom.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.tag.TagPublishing;
import cn.bankscrm.core.tag.TagPublishingFailure;
import cn.bankscrm.simulator.fault.FaultKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers get lost, nodes die, WeCom is away. */
class TagWishTroubleTests extends TagSetting {

    @BeforeEach
    void begin() throws InterruptedException {
        sync.sync(Kind.FULL);
    }

    @Test
    void aRetryAfterAnUnknownOutcomeMakesNoSecondGroup() {
        accepted(wishes.newGroup("资产", "50万+", AUTHOR));
        carryingOut.workOnce(answersLost());
        assertThat(tagsThere()).hasSize(1);
        assertThat(tagsHere()).isEmpty();

        pass(Duration.ofMinutes(1));
        carryOut();

        assertThat(outcomes()).containsExactly("CREATE 50万+ DONE");
        assertThat(tagsHere()).isEqualTo(tagsThere());
        assertThat(calls("externalcontact/add_corp_tag")).isEqualTo(1);
    }

    @Test
    void whatANodeLeftBehindWhenItWasKilledIsCarriedOutOnce() {
        group("资产", "50万+");
        accepted(wishes.newTags(groupId("资产"), "100万+", AUTHOR));
        mark(0, 0, "50万+", true);
        assertThatThrownBy(() -> carryingOut.workOnce(killing("add"))).isInstanceOf(Killed.class);
        assertThatThrownBy(() -> carryingOut.workOnce(killing("mark"))).isInstanceOf(Killed.class);
        carryOut();
        assertThat(outcomes()).contains("CREATE 100万+ WAITING", "MARK  WAITING");

        pass(Duration.ofMinutes(4));
        carryOut();

        assertThat(outcomes()).allMatch(outcome -> outcome.endsWith("DONE"));
        assertThat(calls("externalcontact/add_corp_tag")).isEqualTo(2);
        assertThat(calls("externalcontact/mark_tag")).isEqualTo(1);
        assertEqualOnBothSides();
    }

    @Test
    void wishesWaitWhileWeComIsAwayAndAreGivenUpAfterADay() {
        group("资产", "50万+");
        weCom.setFault(FaultKind.HTTP_500, 1);
        accepted(wishes.newTags(groupId("资产"), "100万+", AUTHOR));
        mark(0, 0, "50万+", true);
        for (int i = 0; i < 20; i++) {
            carryOut();
            pass(Duration.ofMinutes(11));
        }
        assertThat(outcomes().subList(1, 3)).containsExactly("CREATE 100万+ WAITING", "MARK  WAITING");

        pass(Duration.ofHours(22));
        carryOut();
        assertThat(outcomes().subList(1, 3))
                .containsExactly("CREATE 100万+ FAILED UNREACHABLE", "MARK  FAILED UNREACHABLE");

        weCom.clearFaults();
        long failed = db.sql("select id from core.tag_wish where kind = 'CREATE' and status = 'FAILED'")
                .query(Long.class)
                .single();
        assertThat(wishes.retry(failed)).isTrue();
        pass(Duration.ofMinutes(2));
        carryOut();
        assertThat(tagsHere()).hasSize(2).isEqualTo(tagsThere());
    }

    @Test
    void aTryOfUnknownOutcomeGivesWayToTheMembersLaterEdit() throws InterruptedException {
        group("资产", "50万+");
        mark(0, 0, "50万+", true);
        carryingOut.workOnce(answersLost());
        assertThat(marksThere()).hasSize(1);
        pass(Duration.ofSeconds(30));
        long told = weCom.ledger().totals().callbacks();
        weCom.acts().untags(member(0), contact(0), tagThere("50万+").id());
        await().until(() -> weCom.ledger().totals().callbacks() > told);
        callbacksCome();

        pass(Duration.ofMinutes(1));
        carryOut();

        assertThat(outcomes()).endsWith("MARK  OVERRULED EDITED_SINCE");
        assertThat(marksThere()).isEmpty();
    }

    /** WeCom does what it is told, but its answers to changes get lost. */
    private TagPublishing answersLost() {
        return standingBefore((method, answer) -> {
            if (method.startsWith("add") || method.equals("mark") || method.equals("edit")) {
                throw TagPublishingFailure.unknown();
            }
        });
    }

    /** The node dies right after WeCom did what it was told. */
    private TagPublishing killing(String after) {
        return standingBefore((method, answer) -> {
            if (method.equals(after)) {
                throw new Killed();
            }
        });
    }

    private TagPublishing standingBefore(AfterCall after) {
        return (TagPublishing) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TagPublishing.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(publishing, arguments);
                        after.answered(method.getName(), answer);
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private interface AfterCall {
        void answered(String method, Object answer);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
