package cn.bankscrm.wecom.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.wecom.client.WeComFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From stored events to effects: in order, once, and whatever happens on the way. */
class InboxProcessingTests extends ProcessedInbox {

    @Test
    void anAddIsALinkWithWhatWeComTellsOfIt() {
        wecom.befriend("zhangsan", "wmA", at(T0));
        arrives(added("zhangsan", "wmA", T0));

        workOff();

        assertThat(links()).containsExactly("zhangsan wmA 0- way=1 state=qr-1");
        assertThat(text("select kind || ' ' || gender from core.external_contact"))
                .containsExactly("1 1");
        assertNothingLeft();
    }

    @Test
    void anAddIsALinkEvenWhenWeComKnowsItNoMore() {
        arrives(added("zhangsan", "wmA", T0));

        workOff();

        assertThat(links()).containsExactly("zhangsan wmA 0- way=null state=null");
    }

    @Test
    void anAddIsALinkEvenWhenTheContactMayNotBeSeen() {
        wecom.fail(StandInWeCom.failure(WeComFailure.Kind.NOT_VISIBLE));
        arrives(added("zhangsan", "wmA", T0));

        workOff();

        assertThat(links()).containsExactly("zhangsan wmA 0- way=null state=null");
    }

    @Test
    void anAnswerAboutALaterLifeIsNotTakenForTheFirst() {
        wecom.befriend("zhangsan", "wmA", at(T0 + 500));
        arrives(added("zhangsan", "wmA", T0));
        workOff();
        arrives(event("del_follow_user", "zhangsan", "wmA", T0 + 100));
        workOff();

        assertThat(links())
                .containsExactly(
                        "zhangsan wmA 0-100 CUSTOMER way=null state=null", "zhangsan wmA 500- way=1 state=qr-1");
    }

    @ParameterizedTest
    @CsvSource({
        "del_external_contact, STAFF",
        "del_follow_user, CUSTOMER",
    })
    void aDeletionEndsTheLinkWithoutAQuestion(String change, String by) {
        arrives(event(change, "zhangsan", "wmA", T0 + 60));

        workOff();

        assertThat(wecom.asked).hasValue(0);
        assertThat(text("select ended_by from core.friend_link_ending")).containsExactly(by);
        assertNothingLeft();
    }

    @Test
    void addDeleteAddEndsRightInEveryOrderOfArrival() {
        String add = added("zhangsan", "wmA", T0);
        String delete = event("del_follow_user", "zhangsan", "wmA", T0 + 100);
        String again = added("zhangsan", "wmA", T0 + 200);
        List<List<String>> orders = List.of(
                List.of(add, delete, again),
                List.of(add, again, delete),
                List.of(delete, add, again),
                List.of(delete, again, add),
                List.of(again, add, delete),
                List.of(again, delete, add));
        for (boolean together : new boolean[] {true, false}) {
            for (List<String> order : orders) {
                empty();
                wecom.befriend("zhangsan", "wmA", at(T0 + 200));
                for (String event : order) {
                    arrives(event);
                    if (!together) {
                        workOff();
                    }
                }
                workOff();
                assertThat(links())
                        .as("order %s, together %s", orders.indexOf(order), together)
                        .containsExactly(
                                "zhangsan wmA 0-100 CUSTOMER way=null state=null",
                                "zhangsan wmA 200- way=1 state=qr-1");
                assertNothingLeft();
            }
        }
    }

    @Test
    void thousandsOfEventsOfTheSameSecondAreAllDifferent() {
        for (int i = 0; i < 1_000; i++) {
            arrives(event("del_follow_user", "zhangsan", "wm" + i, T0));
            arrives(event("del_external_contact", "zhangsan", "wm" + i, T0));
        }

        workOff();

        assertThat(text("select count(*)::text from core.friend_link_ending")).containsExactly("2000");
        assertNothingLeft();
    }

    @Test
    void theSameContactIsAskedForOnceABatch() {
        for (int i = 0; i < 20; i++) {
            wecom.befriend("staff" + i, "wmA", at(T0 + i));
            arrives(added("staff" + i, "wmA", T0 + i));
        }

        workOff();

        assertThat(wecom.asked).hasValue(1);
        assertThat(links()).hasSize(20);
        assertThat(text("select l.added_at::text from core.friend_link l where first_add"))
                .hasSize(1);
    }

    @Test
    void halfAddsAndOtherNewsAreDoneWithoutALink() {
        arrives(event("add_half_external_contact", "zhangsan", "wmA", T0));
        arrives(event("transfer_fail", "zhangsan", "wmA", T0));
        arrives(event("msg_audit_approved", "zhangsan", "wmA", T0));
        arrives("<xml><CreateTime>" + T0 + "</CreateTime><Event>brand_new</Event></xml>");

        workOff();

        assertThat(links()).isEmpty();
        assertThat(wecom.asked).hasValue(0);
        assertNothingLeft();
        assertThat(text("select count(*)::text from wecom.inbox")).containsExactly("4");
    }

    @Test
    void anEditIsReadAnew() {
        wecom.befriend("zhangsan", "wmA", at(T0));
        arrives(event("edit_external_contact", "zhangsan", "wmA", T0 + 1000));

        clock.forward(Duration.ofSeconds(1));
        workOff();

        assertThat(links()).containsExactly("zhangsan wmA 0- way=1 state=qr-1");
    }

    @Test
    void twoEditsThatAreToldInTheSameWordsAreBothSeen() {
        String edit = event("edit_external_contact", "zhangsan", "wmA", T0 + 1000);
        wecom.befriend("zhangsan", "wmA", at(T0), "before");
        arrives(edit);
        workOff();
        assertThat(wecom.asked).as("questions while the second may go on").hasValue(0);

        wecom.befriend("zhangsan", "wmA", at(T0), "after");
        arrives(edit);
        clock.forward(Duration.ofSeconds(1));
        workOff();

        assertThat(links()).containsExactly("zhangsan wmA 0- way=1 state=after");
        assertThat(wecom.asked).hasValue(1);
        assertNothingLeft();
    }

    @Test
    void whatSaysAllByItselfIsWorkedOffAtOnce() {
        wecom.befriend("zhangsan", "wmA", at(T0));
        arrives(added("zhangsan", "wmA", T0));

        workOff();

        assertNothingLeft();
    }

    @Test
    void newsOfTheDirectoryAndTheTagsAreReasonsToRead() {
        arrives(directory("create_user", "<UserID>a</UserID>"));
        arrives(directory("update_user", "<UserID>b</UserID><NewUserID>c</NewUserID>"));
        arrives(directory("delete_user", "<UserID>d</UserID>"));
        arrives(directory("create_party", "<Id>1</Id>"));
        arrives(directory("update_party", "<Id>2</Id>"));
        arrives(directory("delete_party", "<Id>3</Id>"));
        arrives(directory("update_tag", "<TagId>1</TagId>"));
        for (int i = 0; i < 5; i++) {
            arrives("<xml><CreateTime>" + (T0 + i) + "</CreateTime><Event>change_external_tag</Event>"
                    + "<ChangeType>create</ChangeType><Id>et" + i + "</Id></xml>");
        }

        clock.forward(Duration.ofSeconds(1));
        workOff();

        assertThat(wecom.refreshed)
                .containsExactlyInAnyOrder(
                        "member a",
                        "memberRenamed b c",
                        "member c",
                        "memberLeft d",
                        "department 1",
                        "department 2",
                        "departmentDeleted 3",
                        "tags");
        assertNothingLeft();
    }

    @Test
    void worksOffAMixtureWhateverTheOrderAndHoweverOftenDelivered() {
        List<String> events = new ArrayList<>();
        for (int contact = 0; contact < 100; contact++) {
            for (int life = 0; life < 2; life++) {
                long begin = T0 + contact + life * 1000L;
                events.add(added("staff" + contact % 7, "wm" + contact, begin));
                events.add(event("del_follow_user", "staff" + contact % 7, "wm" + contact, begin + 500));
            }
        }
        List<String> delivered = new ArrayList<>(events);
        delivered.addAll(events.subList(0, 150));
        Collections.shuffle(delivered, new Random(42));
        delivered.forEach(this::arrives);

        workOff();

        assertThat(
                        text(
                                "select count(*) || ' ' || count(ended_at) || ' ' || count(*) filter (where first_add)"
                                        + " || ' ' || count(*) filter (where ended_at = added_at + interval '500 s') from core.friend_link"))
                .containsExactly("200 200 100 200");
        assertNothingLeft();
    }
}
