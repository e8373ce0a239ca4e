package cn.bankscrm.wecom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.FriendLinkFact;
import cn.bankscrm.core.friendlink.LinkDetails;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.core.sync.SyncCounts;
import cn.bankscrm.core.sync.SyncFinding;
import cn.bankscrm.core.sync.SyncProgress;
import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.sync.SyncProgress.Phase;
import cn.bankscrm.core.sync.SyncProgress.Status;
import cn.bankscrm.wecom.client.StubWeCom;
import cn.bankscrm.wecom.client.StubWeCom.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncInTroubleTests extends SyncSetting {

    private static final Instant ADDED = Instant.parse("2026-10-05T01:02:03Z");
    private static final String LIST = "externalcontact/batch/get_by_user";
    private static final String GET = "externalcontact/get";

    private final StubWeCom weCom = new StubWeCom(PORT);

    @BeforeEach
    void smallCorp() {
        weCom.answer("department/list", ok("\"department\":[{\"id\":1,\"name\":\"总行\",\"parentid\":0,\"order\":1}]"));
        weCom.answer("user/list", ok("\"userlist\":[" + member("Ada") + "," + member("bob") + "]"));
        weCom.answer("externalcontact/get_follow_user_list", ok("\"follow_user\":[\"Ada\",\"bob\"]"));
        weCom.answer("externalcontact/get_corp_tag_list", ok("\"tag_group\":[]"));
        weCom.answer(LIST, Answer.error(84061));
        weCom.answer(GET, Answer.error(84061));
    }

    @AfterEach
    void close() {
        weCom.close();
    }

    @Test
    void endsNoLinkThatAStaleListLacks() throws InterruptedException {
        live("ada", "wmA");
        weCom.answer(
                GET,
                ok(contact("wmA") + ",\"follow_user\":[{\"userid\":\"Ada\",\"createtime\":" + ADDED.getEpochSecond()
                        + ",\"add_way\":1}]"));
        SyncProgress done = sync(Kind.NIGHTLY);
        assertThat(done.report().repaired()).isZero();
        assertThat(liveHere()).hasSize(1);
        assertThat(weCom.calls(GET)).isEqualTo(1);
    }

    @Test
    void endsALinkThatNeitherListNorContactShows() throws InterruptedException {
        sync(Kind.FULL);
        live("ada", "wmA");
        SyncProgress done = sync(Kind.NIGHTLY);
        assertThat(done.report().examples())
                .containsExactly(new SyncFinding(SyncFinding.Kind.MISSED_DELETION, "Ada", "wmA"));
        assertThat(liveHere()).isEmpty();
        assertThat(sync(Kind.NIGHTLY).report().repaired()).isZero();
    }

    @Test
    void endsALinkAtItsBeginWhereWeComsClockIsAheadOfOurs() throws InterruptedException {
        Instant ahead = clock.instant().plus(Duration.ofDays(90));
        links.record(List.of(new FriendLinkFact.Added(new WeComUserId("ada"), new ExternalUserId("wmA"), ahead)));
        sync(Kind.NIGHTLY);
        assertThat(count("select count(*) from core.friend_link where ended_at = added_at"))
                .isEqualTo(1);
        assertThat(sync(Kind.NIGHTLY).report().repaired()).isZero();
    }

    @Test
    void losesNoLinkOfAMemberWhoseListCannotBeRead() throws InterruptedException {
        live("ada", "wmA");
        live("bob", "wmB");
        weCom.answer(LIST, asked -> asked.contains("bob") ? Answer.error(60011) : Answer.error(84061));
        SyncProgress done = sync(Kind.NIGHTLY);
        assertThat(done.status()).isEqualTo(Status.DONE);
        assertThat(liveHere()).allMatch(link -> link.startsWith("bob ")).hasSize(1);
        assertThat(done.report().examples()).contains(new SyncFinding(SyncFinding.Kind.UNREADABLE_MEMBER, "bob", ""));
        assertThat(done.report().counts()).containsEntry("unreadableMembers", new SyncCounts(1, 0, 0, 0));
    }

    @Test
    void losesNoLinkOfAMemberWithoutLicence() throws InterruptedException {
        live("bob", "wmB");
        weCom.answer(
                LIST,
                ok(
                        "\"external_contact_list\":[],\"next_cursor\":\"\",\"fail_info\":{\"unlicensed_userid_list\":[\"bob\"]}"));
        sync(Kind.NIGHTLY);
        assertThat(liveHere()).hasSize(1);
    }

    @Test
    void losesNoLinkWhenThereIsNoAnswer() throws InterruptedException {
        live("ada", "wmA");
        weCom.answer(LIST, Answer.json("{\"errcode\":0}"), Answer.json("{\"errcode\":0}"), Answer.error(84061));
        weCom.answer(GET, Answer.status(500));
        assertThat(runs.begin(Kind.NIGHTLY, "test")).isTrue();
        SyncRun run = runs.claim().orElseThrow();
        try {
            carryingOut.carryOut(run, new Resting(15));
        } catch (Killed e) {
            // It would have gone on waiting.
        }
        assertThat(liveHere()).hasSize(1);
        SyncProgress waiting = runs.latest().orElseThrow();
        assertThat(waiting.status()).isEqualTo(Status.RUNNING);
        assertThat(waiting.failure()).isEqualTo("externalcontact/get: UNREACHABLE");
        assertThat(rests).startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(1));
    }

    @Test
    void failsWhenWeComRefusesAgainAndAgain() throws InterruptedException {
        weCom.answer("department/list", Answer.error(60020));
        SyncProgress failed = sync(Kind.FULL);
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.phase()).isEqualTo(Phase.DEPARTMENTS);
        assertThat(failed.failure()).startsWith("department/list: INVALID, code 60020");
        assertThat(runs.isOwed()).isTrue();
    }

    @Test
    void failsWhenNothingWorksForAnHour() throws InterruptedException {
        weCom.answer("gettoken", Answer.error(40001));
        SyncProgress failed = sync(Kind.FULL);
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(rests.stream().reduce(Duration.ZERO, Duration::plus)).isGreaterThan(Duration.ofMinutes(59));
        assertThat(weCom.calls("gettoken")).isLessThan(40);
    }

    @Test
    void waitsAsLongAsTheLimitAsksFor() throws InterruptedException {
        weCom.answer("department/list", Answer.error(45009), Answer.error(45009), ok("\"department\":[]"));
        assertThat(sync(Kind.FULL).status()).isEqualTo(Status.DONE);
        assertThat(rests).startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void readsTheAddressBookWithTheOtherAppWhereItsOwnMayNot() throws InterruptedException {
        weCom.answer(
                "gettoken",
                asked -> Answer.json("{\"errcode\":0,\"expires_in\":7200,\"access_token\":\""
                        + (asked.contains("contact-secret") ? "of-contact" : "of-customer") + "\"}"));
        weCom.answer(
                "user/list",
                asked -> asked.contains("of-contact")
                        ? Answer.error(48009)
                        : ok("\"userlist\":[" + member("Ada") + "]"));
        assertThat(sync(Kind.FULL).status()).isEqualTo(Status.DONE);
        assertThat(count("select count(*) from wecom.member where name is not null"))
                .isEqualTo(1);
    }

    @Test
    void marksWhoHasLeftTheAddressBook() throws InterruptedException {
        sync(Kind.FULL);
        weCom.answer("user/list", ok("\"userlist\":[" + member("Ada") + "]"));
        weCom.answer("user/get", Answer.error(60111));
        weCom.answer("externalcontact/get_follow_user_list", ok("\"follow_user\":[\"Ada\"]"));
        sync(Kind.NIGHTLY);
        assertThat(count("select count(*) from wecom.member where deleted and userid = 'bob'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from wecom.member where not deleted")).isEqualTo(1);
    }

    private void live(String member, String contact) {
        links.record(List.of(new FriendLinkFact.Seen(
                new WeComUserId(member),
                new ExternalUserId(contact),
                new LinkDetails(ADDED, 1, null, null, null, Set.of()))));
    }

    private static Answer ok(String fields) {
        return Answer.json("{\"errcode\":0,\"errmsg\":\"ok\"," + fields + "}");
    }

    private static String member(String userId) {
        return "{\"userid\":\"" + userId + "\",\"name\":\"员工\",\"department\":[1],\"position\":\"柜员\",\"status\":1}";
    }

    private static String contact(String id) {
        return "\"external_contact\":{\"external_userid\":\"" + id + "\",\"name\":\"客户\",\"type\":1,\"gender\":0}";
    }
}
