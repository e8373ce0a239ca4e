package cn.bankscrm.wecom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.EndedBy;
import cn.bankscrm.core.friendlink.FriendLinkFact;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.core.sync.SyncCounts;
import cn.bankscrm.core.sync.SyncFinding;
import cn.bankscrm.core.sync.SyncProgress;
import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.sync.SyncProgress.Status;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.FriendRecord;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.data.WeComData;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.world.CorpTags;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyncWithSimulatorTests extends SyncSetting {

    private static final long BEGIN = Instant.parse("2026-10-01T00:00:00Z").getEpochSecond();
    private static final int MEMBERS = 130;
    private static final int CONTACTS = 450;

    private final WeComSimulator weCom = start();

    @AfterEach
    void close() {
        weCom.close();
    }

    @Test
    void bringsThePlatformIntoLineWithWeCom() throws InterruptedException {
        CorpTags.Tag tag = weCom.console().addTag("资产", "50万+");
        weCom.acts().tags("M001", "wm1", tag.id());

        SyncProgress done = sync(Kind.FULL);

        assertThat(done.status()).isEqualTo(Status.DONE);
        assertThat(liveHere()).hasSizeGreaterThan(400).isEqualTo(liveThere());
        assertThat(count("select count(*) from wecom.department where not deleted"))
                .isEqualTo(4);
        assertThat(count("select count(*) from wecom.member where not deleted")).isEqualTo(MEMBERS + 1);
        assertThat(count("select count(*) from wecom.member where customer_contact"))
                .isEqualTo(MEMBERS);
        assertThat(count("select count(*) from core.staff where name is not null"))
                .isEqualTo(MEMBERS + 1);
        assertThat(
                        count(
                                "select count(*) from core.external_contact where name_enc is not null and unionid is not null"))
                .isEqualTo(count("select count(*) from core.external_contact"));
        assertThat(count("""
                        select count(*) from core.friend_link_tag t
                        join core.friend_link l on l.id = t.link_id
                        join core.external_contact c on c.id = l.contact_id
                        where c.external_userid = 'wm1'
                        """)).isEqualTo(1);
        SyncCounts links = done.report().counts().get("links");
        assertThat(links)
                .isEqualTo(new SyncCounts(liveThere().size(), liveThere().size(), 0, 0));
        assertThat(done.report().repaired()).isZero();
        assertThat(count("select count(*) from wecom.sync_candidate")).isZero();
    }

    @Test
    void changesNothingWhenAllIsInLine() throws InterruptedException {
        sync(Kind.FULL);
        Set<String> before = liveHere();
        SyncProgress second = sync(Kind.NIGHTLY);
        assertThat(liveHere()).isEqualTo(before);
        assertThat(second.report().repaired()).isZero();
        assertThat(second.report().examples()).isEmpty();
        SyncCounts links = second.report().counts().get("links");
        assertThat(links).isEqualTo(new SyncCounts(before.size(), 0, 0, 0));
        assertThat(second.report().counts().get("members")).isEqualTo(new SyncCounts(MEMBERS + 2, 0, 0, 0));
    }

    @Test
    void findsAndRepairsWhatCallbacksMissed() throws InterruptedException {
        sync(Kind.FULL);
        weCom.clock().advance(Duration.ofDays(1));
        weCom.acts().scans("wm7", "M100", "qr-9");
        weCom.acts().memberDeletes("M003", "wm3");

        SyncProgress found = sync(Kind.NIGHTLY);

        assertThat(found.report().repaired()).isEqualTo(2);
        assertThat(found.report().examples())
                .containsExactlyInAnyOrder(
                        new SyncFinding(SyncFinding.Kind.MISSED_ADD, "m100", "wm7"),
                        new SyncFinding(SyncFinding.Kind.MISSED_DELETION, "M003", "wm3"));
        assertThat(liveHere()).isEqualTo(liveThere());
        assertThat(count("select count(*) from core.friend_link where ended_by = 'UNKNOWN'"))
                .isEqualTo(1);

        SyncProgress again = sync(Kind.NIGHTLY);
        assertThat(again.report().repaired()).isZero();
        assertThat(again.report().examples()).isEmpty();
    }

    @Test
    void leavesTheEndToTheCallbackThatIsOnItsWay() throws InterruptedException {
        sync(Kind.FULL);
        weCom.acts().memberDeletes("M003", "wm3");
        weCom.acts().scans("wm8", "M003", "");
        pending("link:m003:wm3");
        pending("link:m003:wm8");

        SyncProgress nightly = sync(Kind.NIGHTLY);

        assertThat(nightly.report().repaired()).isZero();
        assertThat(count("select count(*) from core.friend_link where ended_at is not null"))
                .isZero();
    }

    @Test
    void keepsTheLinksOfLeavers() throws InterruptedException {
        sync(Kind.FULL);
        int before = liveHere().size();
        weCom.console().leaves("M005");
        sync(Kind.NIGHTLY);
        assertThat(liveHere()).hasSize(before);
    }

    @Test
    void keepsTheEndThatIsKnownBetter() throws InterruptedException {
        sync(Kind.FULL);
        weCom.acts().memberDeletes("M003", "wm3");
        sync(Kind.NIGHTLY);
        Instant deleted = Instant.ofEpochSecond(BEGIN + 86_400);
        links.record(List.of(
                new FriendLinkFact.Ended(new WeComUserId("m003"), new ExternalUserId("wm3"), deleted, EndedBy.STAFF)));
        assertThat(count("select count(*) from core.friend_link where ended_by = 'STAFF' and ended_at = to_timestamp("
                        + deleted.getEpochSecond() + ")"))
                .isEqualTo(1);
    }

    @Test
    void goesOnWhereAnotherNodeWasKilled() throws InterruptedException {
        assertThat(runs.begin(Kind.FULL, "test")).isTrue();
        assertThat(runs.begin(Kind.FULL, "test")).isFalse();
        int kills = 0;
        while (runs.latest().orElseThrow().status() == Status.RUNNING) {
            Optional<SyncRun> run = runs.claim();
            assertThat(run).isPresent();
            assertThat(runs.claim()).isEmpty();
            try {
                carryingOut.carryOut(run.get(), new Resting(3));
            } catch (Killed e) {
                kills++;
                clock.advance(SyncRuns.LEASE.plusSeconds(1));
            }
        }
        assertThat(kills).isGreaterThan(4);
        assertThat(runs.latest().orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(liveHere()).isEqualTo(liveThere());
        assertThat(count("select count(*) from core.friend_link"))
                .isEqualTo(liveThere().size());
        SyncCounts links = runs.latest().orElseThrow().report().counts().get("links");
        assertThat(links)
                .isEqualTo(new SyncCounts(liveThere().size(), liveThere().size(), 0, 0));
    }

    @Test
    void storesNothingForARunThatAnotherNodeTookOver() {
        runs.begin(Kind.FULL, "test");
        SyncRun mine = runs.claim().orElseThrow();
        clock.advance(SyncRuns.LEASE.plusSeconds(1));
        SyncRuns other = new SyncRuns(db, clock);
        assertThat(other.claim()).isPresent();
        assertThatThrownBy(() -> runs.save(mine)).isInstanceOf(LostLease.class);
    }

    @Test
    void endsRightInSpiteOfFaults() throws InterruptedException {
        weCom.setFault(FaultKind.SYSTEM_BUSY, 0.1);
        weCom.setFault(FaultKind.TOKEN_EXPIRED, 0.1);
        weCom.setFault(FaultKind.HTTP_500, 0.05);
        weCom.setFault(FaultKind.MALFORMED, 0.1);
        weCom.setFault(FaultKind.EMPTY, 0.05);
        weCom.setFault(FaultKind.RATE_LIMIT, 0.05);
        SyncProgress done = sync(Kind.FULL);
        assertThat(done.status()).isEqualTo(Status.DONE);
        assertThat(liveHere()).isEqualTo(liveThere());
        assertThat(rests).isNotEmpty();
        assertThat(sync(Kind.NIGHTLY).report().repaired()).isZero();
    }

    private void pending(String relation) {
        db.sql("""
                        insert into wecom.inbox_work (id, event_at, relation, received_at, next_attempt_at)
                        select coalesce(max(id), 0) + 1, :now, :relation, :now, :now from wecom.inbox_work
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("relation", relation)
                .update();
    }

    private Set<String> liveThere() {
        Set<String> live = new TreeSet<>();
        weCom.world().directory().members().stream()
                .filter(Member::active)
                .flatMap(member -> weCom.world().friends().ofMember(member.userid()).stream())
                .forEach(link -> live.add(link.userid().toLowerCase(Locale.ROOT) + " " + link.externalUserid() + " "
                        + link.createtime() + " " + link.addWay()));
        return live;
    }

    private static WeComSimulator start() {
        return WeComSimulator.builder()
                .port(PORT)
                .data(bank())
                .clockAt(Instant.ofEpochSecond(BEGIN + 10_000))
                .start();
    }

    /** Members with friends from none to many, more than one call may ask for; contacts shared between some of them. */
    private static WeComData bank() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            List<Long> departments = i == 0 ? List.of(2L, 4L) : List.of(2L + i % 3);
            members.add(new Member(userId(i), "员工" + i, departments, "客户经理", 1, null));
        }
        members.add(new Member("leaver", "已离职", List.of(2L), "客户经理", 5, null));
        List<Contact> contacts = new ArrayList<>();
        List<FriendRecord> friends = new ArrayList<>();
        for (int i = 0; i < CONTACTS; i++) {
            contacts.add(Contact.weChatUser("wm" + i, "客户" + i, i % 3, "o" + i));
            friends.add(link(userId(i % (MEMBERS - 10)), i, BEGIN + i));
            if (i % 50 == 0) {
                friends.add(link(userId(MEMBERS - 11), i, BEGIN + i + 5));
            }
            if (i % 90 == 0) {
                friends.add(new FriendRecord(userId(2), "wm" + i, BEGIN - 50, 1, "", BEGIN - 10, "staff"));
            }
        }
        for (int i = 0; i < 150; i++) {
            contacts.add(Contact.weChatUser("wmx" + i, "客户", 0, "ox" + i));
            friends.add(new FriendRecord(userId(0), "wmx" + i, BEGIN + i, 16, "ca", null, null));
        }
        return new WeComData(
                List.of(
                        new Department(1, "示例银行总行", 0, 4, "0000"),
                        new Department(2, "湖南分行", 1, 3, "0100"),
                        new Department(3, "湖北分行", 1, 2, "0200"),
                        new Department(4, "长沙支行", 2, 1, "0101")),
                members,
                contacts,
                friends,
                List::of);
    }

    private static String userId(int i) {
        return String.format(Locale.ROOT, "M%03d", i);
    }

    private static FriendRecord link(String member, int contact, long begin) {
        return new FriendRecord(member, "wm" + contact, begin, 1, "qr", null, null);
    }
}
