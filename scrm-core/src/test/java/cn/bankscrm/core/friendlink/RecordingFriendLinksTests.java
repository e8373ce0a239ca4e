package cn.bankscrm.core.friendlink;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.staff.StaffRegister;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.db.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@DataJpaTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
@Import({
    RecordingFriendLinks.class,
    FriendLinkRows.class,
    ContactRegister.class,
    StaffRegister.class,
    RecordingFriendLinksTests.Cipher.class
})
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class RecordingFriendLinksTests {

    private static final Instant T0 = Instant.parse("2026-10-01T02:00:00Z");

    @Autowired
    RecordingFriendLinks recording;

    @Autowired
    JdbcClient db;

    @BeforeEach
    void empty() {
        db.sql(
                        "truncate core.friend_link, core.friend_link_ending, core.external_contact, core.staff, core.tag_group cascade")
                .update();
    }

    @Test
    void keepsTheLifeOfALinkWithItsDetails() {
        db.sql("""
                with g as (insert into core.tag_group (wecom_group_id, name, sort_order) values ('etG', '资产', 0) returning id)
                insert into core.tag (group_id, wecom_tag_id, name, sort_order) select id, 'etT', '50万+', 0 from g
                """).update();
        recording.record(List.of(added("zhangsan", "wmA", 0)));
        recording.record(List.of(new FriendLinkFact.Seen(
                new WeComUserId("ZhangSan"),
                new ExternalUserId("wmA"),
                new LinkDetails(T0, 1, "qr-001", "李总", null, Set.of("etT", "etUnknown")))));

        assertThat(db.sql(
                                "select add_way, state, first_add, ended_at, encode(remark_enc, 'escape') as remark from core.friend_link")
                        .query()
                        .singleRow())
                .containsEntry("add_way", 1)
                .containsEntry("state", "qr-001")
                .containsEntry("first_add", true)
                .containsEntry("ended_at", null)
                .containsEntry("remark", "sealed");
        assertThat(count("core.friend_link_tag")).isEqualTo(1);
        assertThat(count("core.staff")).isEqualTo(1);
    }

    @Test
    void marksOnlyTheEarliestLifeOfAContactAsFirstAddWhoeverIsReportedFirst() {
        recording.record(List.of(added("lisi", "wmA", 100)));
        recording.record(List.of(added("zhangsan", "wmA", 50), ended("zhangsan", "wmA", 60, EndedBy.CUSTOMER)));

        assertThat(db.sql("""
                        select s.wecom_userid
                        from core.friend_link l join core.staff s on s.id = l.staff_id
                        where l.first_add
                        """).query(String.class).list()).containsExactly("zhangsan");
    }

    @Test
    void decidesAFirstAddOfTheSameSecondByUserId() {
        recording.record(List.of(added("lisi", "wmA", 100)));
        recording.record(List.of(added("aqiang", "wmA", 100)));

        assertThat(db.sql(
                                "select s.wecom_userid from core.friend_link l join core.staff s on s.id = l.staff_id where l.first_add")
                        .query(String.class)
                        .list())
                .containsExactly("aqiang");
    }

    @Test
    void followsACustomerFromTheMemberWhoGaveThemToTheOneWhoTookThem() {
        recording.record(List.of(added("zhangsan", "wmA", 0)));
        recording.record(List.of(ended("zhangsan", "wmA", 500, EndedBy.TRANSFER)));
        recording.record(List.of(new FriendLinkFact.Seen(
                new WeComUserId("lisi"),
                new ExternalUserId("wmA"),
                new LinkDetails(T0.plusSeconds(500), 202, null, null, null, Set.of()))));

        assertThat(db.sql("""
                        select giver.wecom_userid
                        from core.friend_link taken
                        join core.friend_link given on given.id = taken.origin_link_id
                        join core.staff giver on giver.id = given.staff_id
                        """).query(String.class).list()).containsExactly("zhangsan");
    }

    @Test
    void endsTheSameWhenManyThreadsReportTheSameContactsInAnyOrder() throws Exception {
        List<FriendLinkFact> facts = new ArrayList<>();
        for (int contact = 0; contact < 20; contact++) {
            for (String member : List.of("a", "b", "c")) {
                facts.add(added(member, "wm" + contact, contact));
                facts.add(ended(member, "wm" + contact, contact + 10, EndedBy.STAFF));
                facts.add(added(member, "wm" + contact, contact + 20));
            }
        }
        facts.addAll(List.copyOf(facts));
        Collections.shuffle(facts, new Random(7));
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < facts.size(); i += 7) {
                List<FriendLinkFact> batch = facts.subList(i, Math.min(i + 7, facts.size()));
                runs.add(threads.submit(() -> recording.record(batch)));
            }
            for (Future<Integer> run : runs) {
                run.get();
            }
        }

        assertThat(count("core.friend_link")).isEqualTo(120);
        assertThat(count("core.friend_link where ended_at is null")).isEqualTo(60);
        assertThat(count("core.friend_link where first_add")).isEqualTo(20);
        assertThat(count("core.friend_link where ended_by = 'STAFF'")).isEqualTo(60);
    }

    private long count(String rows) {
        return db.sql("select count(*) from " + rows).query(Long.class).single();
    }

    private static FriendLinkFact added(String member, String contact, long second) {
        return new FriendLinkFact.Added(new WeComUserId(member), new ExternalUserId(contact), T0.plusSeconds(second));
    }

    private static FriendLinkFact ended(String member, String contact, long second, EndedBy by) {
        return new FriendLinkFact.Ended(
                new WeComUserId(member), new ExternalUserId(contact), T0.plusSeconds(second), by);
    }

    @TestConfiguration
    static class Cipher {

        @Bean
        FieldCipher cipher() {
            return new FieldCipher() {
                @Override
                public byte[] encrypt(String field, String plain) {
                    return "sealed".getBytes(java.nio.charset.StandardCharsets.UTF_8);
                }

                @Override
                public String decrypt(String field, byte[] encrypted) {
                    return "opened";
                }

                @Override
                public byte[] digest(String field, String plain) {
                    return new byte[32];
                }
            };
        }
    }
}
