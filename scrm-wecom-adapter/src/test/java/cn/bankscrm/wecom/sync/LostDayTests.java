package cn.bankscrm.wecom.sync;

import static org.assertj.core.api.Assertions.assertThat;

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
import cn.bankscrm.simulator.data.BehaviourDay;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.FriendRecord;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.data.WeComData;
import cn.bankscrm.simulator.world.CorpTags;
import cn.bankscrm.simulator.world.FriendLink;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A day in which all kinds of things happen and no callback arrives, then the nightly reconciliation: both sides are
 * equal again, as far as WeCom's API shows what happened.
 */
class LostDayTests extends SyncSetting {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final long BEGIN = Instant.parse("2026-10-01T00:00:00Z").getEpochSecond();

    private final List<BehaviourDay> statistics = new ArrayList<>();
    private final WeComSimulator weCom = WeComSimulator.builder()
            .port(PORT)
            .data(bank())
            .clockAt(Instant.parse("2026-11-19T00:00:00Z"))
            .oneWayRelationsRemain()
            .start();

    @AfterEach
    void close() {
        weCom.close();
    }

    @Test
    void isRepairedWhereWeComShowsWhatHappened() throws InterruptedException {
        CorpTags.Tag kept = weCom.console().addTag("资产", "50万+");
        CorpTags.Tag renamed = weCom.console().addTag("资产", "100万+");
        CorpTags.Tag deleted = weCom.console().addTag("资产", "千万");
        CorpTags.Tag ofAGroup = weCom.console().addTag("偏好", "基金");
        weCom.acts().tags("m01", "wm1", deleted.id());
        sync(Kind.FULL);
        nextDay();

        weCom.acts().scans("wm9", "m01", "qr-7");
        weCom.acts().asks("wm8", "m02", "");
        weCom.acts().asks("wm7", "m02", "");
        weCom.acts().accepts("m02", "wm7");
        weCom.acts().memberDeletes("m03", "wm3");
        weCom.acts().memberDeletes("m04", "wm4");
        weCom.clock().advance(Duration.ofHours(1));
        weCom.acts().scans("wm4", "m04", "again");
        weCom.acts().remarks("m02", "wm2", "王总");
        weCom.acts().tags("m02", "wm2", kept.id());
        weCom.acts().transferFails("m02", "wm1", "customer_refused");
        Contact newcomer = weCom.acts().newCustomer("赵六", 1);
        weCom.acts().scans(newcomer.externalUserid(), "m03", "");
        weCom.console().renameTag(renamed.id(), "百万");
        weCom.console().deleteTag(deleted.id());
        weCom.console().deleteTagGroup(ofAGroup.groupId());
        weCom.console().addTag("风险", "稳健");
        weCom.console().shuffleTags(kept.groupId());
        weCom.console().putDepartment(new Department(3, "湖北省分行", 1, 2, null));
        weCom.console().putDepartment(new Department(5, "武汉支行", 3, 1, null));
        weCom.console().joins(new Member("m09", "新来的", List.of(5L), "客户经理", Member.ACTIVE, null));
        weCom.console().moves("m02", 5);
        weCom.acts().scans("wm6", "m09", "");
        assertThat(linksHere()).isNotEqualTo(linksThere());
        nextDay();

        SyncProgress found = sync(Kind.NIGHTLY);

        assertThat(found.status()).isEqualTo(Status.DONE);
        assertThat(linksHere()).isEqualTo(linksThere());
        assertThat(tagsHere()).isEqualTo(tagsThere());
        assertThat(departmentsHere()).isEqualTo(departmentsThere());
        assertThat(membersHere()).isEqualTo(membersThere());
        // wm9, wm7, newcomer and wm6 were added, wm3 deleted, wm4 deleted and added again
        assertThat(found.report().repaired()).isEqualTo(6);
        assertThat(found.report().examples().stream()
                        .filter(one -> one.kind() == SyncFinding.Kind.MISSED_DELETION)
                        .map(SyncFinding::externalUserId))
                .containsExactly("wm3");
        SyncProgress again = sync(Kind.NIGHTLY);
        assertThat(again.report().repaired()).isZero();
        assertThat(linksHere()).isEqualTo(linksThere());
    }

    @Test
    void keepsFriendsWhoDeletedTheMemberAndReportsHowManyThereMayBe() throws InterruptedException {
        sync(Kind.FULL);
        nextDay();
        LocalDate day = clock.instant().atZone(ZONE).toLocalDate();
        // three deleted; of one of them the callback arrived
        for (String customer : List.of("wm1", "wm2", "wm3")) {
            weCom.acts().customerDeletes(customer, "m0" + customer.charAt(2));
            statistics.add(deletions("m0" + customer.charAt(2), day, 1));
        }
        links.record(List.of(new FriendLinkFact.Ended(
                new WeComUserId("m01"), new ExternalUserId("wm1"), clock.instant(), EndedBy.CUSTOMER)));
        nextDay();

        SyncProgress found = sync(Kind.NIGHTLY);

        assertThat(found.report().repaired()).isZero();
        assertThat(found.report().counts().get("customerDeletions")).isEqualTo(new SyncCounts(3, 2, 0, 0));
        assertThat(found.report().examples())
                .containsExactly(
                        new SyncFinding(SyncFinding.Kind.UNTOLD_DELETIONS, "m02", ""),
                        new SyncFinding(SyncFinding.Kind.UNTOLD_DELETIONS, "m03", ""));
        assertThat(count("""
                        select count(*) from core.friend_link l
                        join core.external_contact c on c.id = l.contact_id
                        where c.external_userid in ('wm2', 'wm3') and l.ended_at is null
                        """)).as("one-way relations look alive in WeCom").isEqualTo(2);
        assertThat(count("select count(*) from core.friend_link where ended_by = 'CUSTOMER'"))
                .as("the end that is known stays, although WeCom shows the relation")
                .isEqualTo(1);
    }

    @Test
    void asksNothingOfTheTimeBeforeThePlatform() throws InterruptedException {
        LocalDate day = clock.instant().atZone(ZONE).toLocalDate().minusDays(1);
        statistics.add(deletions("m01", day, 5));
        assertThat(sync(Kind.FULL).report().counts()).doesNotContainKey("customerDeletions");
        assertThat(sync(Kind.NIGHTLY).report().counts()).doesNotContainKey("customerDeletions");
    }

    @Test
    void loadsTheLinksOfLeaversAndReportsThoseThatWeComNoLongerShows() throws InterruptedException {
        SyncProgress first = sync(Kind.FULL);
        assertThat(first.report().counts().get("leavers")).isEqualTo(new SyncCounts(1, 1, 0, 0));
        assertThat(count("""
                        select count(*) from core.friend_link l
                        join core.staff s on s.id = l.staff_id
                        where s.wecom_userid = 'gone' and l.ended_at is null
                        """)).isEqualTo(1);

        weCom.console().leaves("m05");
        weCom.world().directory().remove(weCom.world().directory().member("m04").orElseThrow());
        nextDay();
        SyncProgress found = sync(Kind.NIGHTLY);

        assertThat(found.report().counts().get("leavers")).isEqualTo(new SyncCounts(2, 0, 0, 0));
        assertThat(found.report().counts().get("outOfSight")).isEqualTo(new SyncCounts(1, 0, 0, 0));
        assertThat(found.report().examples())
                .containsExactly(new SyncFinding(SyncFinding.Kind.OUT_OF_SIGHT, "m04", "wm4"));
        assertThat(count("select count(*) from core.friend_link where ended_at is not null"))
                .isZero();
        assertThat(count("select count(*) from wecom.sync_candidate")).isZero();
    }

    private void nextDay() {
        clock.advance(Duration.ofDays(1));
        weCom.clock().advance(Duration.between(weCom.clock().instant(), clock.instant()));
    }

    private Set<String> linksHere() {
        return new TreeSet<>(db.sql("""
                        select lower(s.wecom_userid) as member, c.external_userid,
                               extract(epoch from l.added_at)::bigint as begun, l.add_way, coalesce(l.state, '') as state,
                               l.remark_enc, coalesce((
                                   select string_agg(t.wecom_tag_id, ',' order by t.wecom_tag_id)
                                   from core.friend_link_tag lt join core.tag t on t.id = lt.tag_id
                                   where lt.link_id = l.id and not t.deleted), '') as tags
                        from core.friend_link l
                        join core.staff s on s.id = l.staff_id
                        join core.external_contact c on c.id = l.contact_id
                        where l.ended_at is null
                        """)
                .query((row, n) -> {
                    byte[] remark = row.getBytes("remark_enc");
                    return String.join(
                            " ",
                            row.getString("member"),
                            row.getString("external_userid"),
                            row.getString("begun"),
                            row.getString("add_way"),
                            row.getString("state"),
                            remark == null ? "" : cipher.decrypt("friend_link.remark", remark),
                            row.getString("tags"));
                })
                .list());
    }

    private Set<String> linksThere() {
        return weCom.world().directory().members().stream()
                .flatMap(member -> weCom.world().friends().ofMember(member.userid()).stream())
                .map(this::there)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String there(FriendLink link) {
        return String.join(
                " ",
                link.userid().toLowerCase(Locale.ROOT),
                link.externalUserid(),
                Long.toString(link.createtime()),
                Integer.toString(link.addWay()),
                link.state(),
                link.notes().remark(),
                link.notes().tagIds().stream()
                        .filter(id -> weCom.world().tags().tag(id).isPresent())
                        .sorted()
                        .collect(Collectors.joining(",")));
    }

    private Set<String> tagsHere() {
        return rows("""
                select g.name || '/' || t.name from core.tag t join core.tag_group g on g.id = t.group_id
                where not t.deleted and not g.deleted
                """);
    }

    private Set<String> tagsThere() {
        return weCom.world().tags().groups().stream()
                .flatMap(group ->
                        weCom.world().tags().tagsOf(group.id()).stream().map(tag -> group.name() + "/" + tag.name()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> departmentsHere() {
        return rows("select id || ' ' || name || ' ' || parent_id from wecom.department where not deleted");
    }

    private Set<String> departmentsThere() {
        return weCom.world().directory().departments().stream()
                .map(one -> one.id() + " " + one.name() + " " + one.parentid())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> membersHere() {
        return rows("select userid || ' ' || name || ' ' || department_ids::text from wecom.member where not deleted");
    }

    private Set<String> membersThere() {
        return weCom.world().directory().members().stream()
                .map(one -> one.userid() + " " + one.name() + " {"
                        + one.department().stream().map(Object::toString).collect(Collectors.joining(",")) + "}")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> rows(String sql) {
        return new TreeSet<>(db.sql(sql).query((row, n) -> row.getString(1)).list());
    }

    private WeComData bank() {
        List<Member> members = new ArrayList<>();
        List<Contact> contacts = new ArrayList<>();
        List<FriendRecord> friends = new ArrayList<>();
        for (int i = 1; i < 10; i++) {
            contacts.add(Contact.weChatUser("wm" + i, "客户" + i, i % 3, "o" + i));
            if (i < 6) {
                members.add(new Member("m0" + i, "员工" + i, List.of(2L + i % 2), "客户经理", Member.ACTIVE, null));
                friends.add(new FriendRecord("m0" + i, "wm" + i, BEGIN + i, 1, "qr", null, null));
            }
        }
        members.add(new Member("gone", "已离职", List.of(2L), "客户经理", Member.LEFT, null));
        friends.add(new FriendRecord("gone", "wm1", BEGIN - 100, 1, "qr", null, null));
        return new WeComData(
                List.of(
                        new Department(1, "示例银行总行", 0, 4, "0000"),
                        new Department(2, "湖南分行", 1, 3, "0100"),
                        new Department(3, "湖北分行", 1, 2, "0200")),
                members,
                contacts,
                friends,
                () -> statistics);
    }

    private static BehaviourDay deletions(String member, LocalDate day, int count) {
        return new BehaviourDay(member, day.atStartOfDay(ZONE).toEpochSecond(), 0, 0, null, null, count, 0, 0);
    }
}
