package cn.bankscrm.core.segment;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.segment.SegmentOutcome.Refused;
import cn.bankscrm.core.segment.SegmentOutcome.Written;
import cn.bankscrm.core.segment.SegmentRule.Assets;
import cn.bankscrm.core.segment.SegmentRule.Tagged;
import cn.bankscrm.core.tag.TagChange;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleTagsTests {

    private static final SegmentRule RICH = new Assets(new BigDecimal("500000"), null);
    private static final long CORP = 1;
    private static final long OTHER_CORP = 2;
    private static final long OWN = 3;

    /** Live links of contacts who are bound to members of the segment. */
    private static final String WANTED = """
            select l.id::text
            from core.segment_member m
            join core.binding b on b.customer_id = m.customer_id and b.unbound_at is null
            join core.friend_link l on l.contact_id = b.contact_id and l.ended_at is null
            order by l.id
            """;

    private static final String CARRYING = """
            select l.id::text
            from core.friend_link_tag f
            join core.friend_link l on l.id = f.link_id and l.ended_at is null
            join core.binding b on b.contact_id = l.contact_id and b.unbound_at is null
            where f.tag_id = 1 order by l.id
            """;

    private final SegmentBank bank = SegmentBank.open();
    private SegmentId rich = new SegmentId((short) 0);

    @BeforeEach
    void aSegment() {
        bank.customers(60, new Random(7));
        rich = segment("高资产", RICH);
        bank.work();
    }

    @Test
    void anOwnTagIsOnTheMembersAndOnNobodyElse() {
        List<Long> byHand = ids("select customer_id from core.customer_tag");
        RuleTags.Preview preview = bank.tags.preview(bank.tags.find(OWN).orElseThrow(), rich);
        List<Long> members = bank.members(rich);

        assertThat(bank.tags.follow(OWN, rich)).isEqualTo(new TagChange.Accepted());
        bank.work();

        assertThat(ids("select customer_id from core.customer_tag where by_rule order by 1"))
                .isNotEmpty()
                .isEqualTo(members);
        assertThat(ids("select customer_id from core.customer_tag where not by_rule"))
                .isEmpty();
        assertThat(preview.members()).isEqualTo(members.size());
        assertThat(preview.gaining())
                .isPositive()
                .isEqualTo(members.stream().filter(id -> !byHand.contains(id)).count());
        assertThat(preview.losing())
                .isPositive()
                .isEqualTo(byHand.stream().filter(id -> !members.contains(id)).count());
        assertThat(bank.tags.following(rich)).containsExactly("行内 / 商户");
    }

    @Test
    void whoLeavesLosesAnOwnTagAndWhoEntersGetsItWithoutAnEcho() {
        bank.tags.follow(OWN, rich);
        bank.work();
        long leaving = bank.members(rich).getFirst();
        long entering =
                ids("select min(id) from core.customer where aum < 500000").getFirst();

        assets(leaving, 0);
        assets(entering, 900_000);
        bank.computing.work();

        assertThat(ids("select customer_id from core.customer_tag"))
                .contains(entering)
                .doesNotContain(leaving);
        assertThat(ids("select id from core.segment_dirty")).isEmpty();
    }

    @Test
    void aCorpTagIsWishedForOnTheMembersFriendsAndOffTheOthers() {
        List<String> wanted = texts(WANTED);
        List<String> carrying = texts(CARRYING);
        RuleTags.Preview preview = bank.tags.preview(bank.tags.find(CORP).orElseThrow(), rich);

        bank.tags.follow(CORP, rich);
        bank.work();

        List<String> marks =
                texts("select link_id::text from core.tag_wish where kind = 'MARK' and by_rule order by link_id");
        List<String> unmarks =
                texts("select link_id::text from core.tag_wish where kind = 'UNMARK' and by_rule order by link_id");
        assertThat(marks)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        wanted.stream().filter(link -> !carrying.contains(link)).toList());
        assertThat(unmarks)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        carrying.stream().filter(link -> !wanted.contains(link)).toList());
        assertThat(preview).isEqualTo(new RuleTags.Preview(bank.members(rich).size(), marks.size(), unmarks.size()));
    }

    @Test
    void whatComesBackFromWeComMakesNoFurtherWish() {
        bank.tags.follow(CORP, rich);
        bank.work();
        fulfil();
        bank.work();
        assertThat(texts(CARRYING)).isEqualTo(texts(WANTED));
        assertThat(waiting()).isEmpty();

        // A member takes one off in WeCom, and puts one on a friend outside the segment.
        bank.db
                .sql("delete from core.friend_link_tag where tag_id = 1 and link_id = :link")
                .param("link", Long.valueOf(texts(WANTED).getFirst()))
                .update();
        bank.db.sql("""
                        insert into core.friend_link_tag (link_id, tag_id)
                        select l.id, 1 from core.friend_link l join core.binding b on b.contact_id = l.contact_id
                        where l.ended_at is null and b.unbound_at is null
                            and b.customer_id not in (select customer_id from core.segment_member)
                        order by l.id limit 1
                        """).update();
        bank.marks.mark(CustomerFactsChanged.ofAny(SegmentBank.TODAY));
        bank.work();

        assertThat(waiting()).isEmpty();
        assertThat(ids("select id from core.segment_dirty")).isEmpty();
    }

    @Test
    void whoLeavesIsWishedRidOfTheCorpTagAndTheLaterWishCounts() {
        bank.tags.follow(CORP, rich);
        bank.work();
        fulfil();
        long customer = ids("select customer_id from core.rule_mark order by 1").getFirst();
        List<String> links = texts("select link_id::text from core.rule_mark where customer_id = " + customer
                + " order by rule_mark.link_id");

        assets(customer, 0);
        bank.work();
        assertThat(waiting())
                .isEqualTo(links.stream().map(link -> "UNMARK " + link).toList());

        assets(customer, 900_000);
        bank.work();
        assertThat(waiting())
                .isEqualTo(links.stream().map(link -> "MARK " + link).toList());
    }

    @Test
    void aFriendshipThatBeginsLaterGetsTheTagAndOneThatEndedIsForgotten() {
        bank.tags.follow(CORP, rich);
        bank.work();
        fulfil();
        bank.db.sql("""
                        insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version)
                        select 9999, s.id, b.contact_id, now(), false, 0
                        from core.binding b
                        join core.segment_member m on m.customer_id = b.customer_id
                        cross join core.staff s
                        where b.unbound_at is null and not exists (
                            select from core.friend_link l where l.contact_id = b.contact_id and l.staff_id = s.id)
                        order by b.contact_id, s.id limit 1
                        """).update();
        long customer = ids("""
                select b.customer_id from core.binding b join core.friend_link l on l.contact_id = b.contact_id
                where l.id = 9999 and b.unbound_at is null
                """).getFirst();
        changed(customer);
        bank.work();
        assertThat(waiting()).containsExactly("MARK 9999");

        bank.db
                .sql("update core.friend_link set ended_at = now(), ended_by = 'CUSTOMER' where id = 9999")
                .update();
        bank.db.sql("delete from core.tag_wish").update();
        changed(customer);
        bank.work();
        assertThat(waiting()).isEmpty();
        assertThat(ids("select link_id from core.rule_mark where link_id = 9999"))
                .isEmpty();
    }

    @Test
    void aContactWhoTurnsOutToBeAnotherMemberKeepsTheTag() {
        bank.tags.follow(CORP, rich);
        bank.work();
        fulfil();
        long contact =
                ids("select l.contact_id from core.rule_mark r join core.friend_link l on l.id = r.link_id order by 1")
                        .getFirst();
        long before = ids("select customer_id from core.binding where contact_id = " + contact)
                .getFirst();
        long after = bank.members(rich).stream()
                .filter(id -> id != before)
                .findFirst()
                .orElseThrow();
        bank.db
                .sql("update core.binding set customer_id = :after where contact_id = :contact")
                .param("after", after)
                .param("contact", contact)
                .update();

        changed(after);
        bank.work();
        changed(before);
        bank.work();

        assertThat(waiting()).isEmpty();
        assertThat(ids("select distinct r.customer_id from core.rule_mark r join core.friend_link l on l.id = r.link_id"
                        + " where l.contact_id = " + contact))
                .containsExactly(after);
    }

    @Test
    void aSegmentThatEndsTakesItsTagsWithIt() {
        bank.tags.follow(OWN, rich);
        bank.tags.follow(CORP, rich);
        bank.work();
        fulfil();

        bank.register.retire(rich, "不再使用");
        bank.work();

        assertThat(ids("select customer_id from core.customer_tag")).isEmpty();
        assertThat(waiting()).hasSameSizeAs(texts(CARRYING)).allMatch(wish -> wish.startsWith("UNMARK"));
    }

    @Test
    void aTagThatStopsFollowingStaysWhereItIs() {
        bank.tags.follow(OWN, rich);
        bank.tags.follow(CORP, rich);
        bank.work();

        assertThat(bank.tags.release(OWN)).isEqualTo(new TagChange.Accepted());
        assertThat(bank.tags.release(CORP)).isEqualTo(new TagChange.Accepted());
        assets(bank.members(rich).getFirst(), 0);
        bank.work();

        assertThat(ids("select customer_id from core.customer_tag where not by_rule"))
                .hasSize(bank.members(rich).size() + 1);
        assertThat(waiting()).isEmpty();
        assertThat(bank.tags.release(OWN)).isEqualTo(new TagChange.NothingToDo());
    }

    @Test
    void aRuleAndATagNeverDriveEachOtherRound() {
        SegmentId merchants = segment("商户客户", new Tagged(OWN));
        assertThat(bank.tags.follow(OWN, rich)).isEqualTo(new TagChange.Refused(TagChange.Refusal.ASKED_FOR));
        assertThat(bank.tags.follow(OTHER_CORP, merchants)).isEqualTo(new TagChange.Accepted());
        assertThat(bank.register.create("黄金客户", "", new Tagged(OTHER_CORP), SegmentBank.TODAY, "新建"))
                .isEqualTo(new Refused(List.of(RuleProblem.at("", "ruleTag"))));

        bank.register.change(merchants, 1, "", RICH, SegmentBank.TODAY, "改用资产");
        assertThat(bank.tags.follow(OWN, rich)).isEqualTo(new TagChange.Accepted());
    }

    @Test
    void whoMadeATagFollowIsInTheAuditLog() {
        bank.tags.follow(OWN, rich);
        bank.tags.release(OWN);

        assertThat(texts("""
                        select subject_id || ' ' || (details ->> 'change') || ' ' || coalesce(details ->> 'segment', '')
                        from core.audit_entry where action = 'TAG_CHANGED' order by id
                        """)).containsExactly("行内 / 商户 FOLLOW 高资产", "行内 / 商户 RELEASE ");
    }

    /** WeCom does what waits, and it is read back. */
    private void fulfil() {
        bank.db.sql("""
                        insert into core.friend_link_tag (link_id, tag_id)
                        select link_id, tag_id from core.tag_wish where kind = 'MARK' and status = 'WAITING'
                        """).update();
        bank.db.sql("""
                        delete from core.friend_link_tag f using core.tag_wish w
                        where w.kind = 'UNMARK' and w.status = 'WAITING' and f.link_id = w.link_id and f.tag_id = w.tag_id
                        """).update();
        bank.db
                .sql("update core.tag_wish set status = 'DONE', settled_at = now() where status = 'WAITING'")
                .update();
    }

    private List<String> waiting() {
        return texts("select kind || ' ' || link_id from core.tag_wish where status = 'WAITING' order by link_id");
    }

    private void assets(long customer, long amount) {
        bank.db
                .sql("update core.customer set aum = :aum where id = :id")
                .param("aum", amount)
                .param("id", customer)
                .update();
        changed(customer);
    }

    private void changed(long customer) {
        bank.marks.mark(new CustomerFactsChanged(Set.of(new CustomerId(customer)), SegmentBank.TODAY));
    }

    private SegmentId segment(String name, SegmentRule rule) {
        return ((Written) bank.register.create(name, "", rule, SegmentBank.TODAY, "新建")).segment();
    }

    private List<Long> ids(String sql) {
        return bank.db.sql(sql).query((row, number) -> row.getLong(1)).list();
    }

    private List<String> texts(String sql) {
        return bank.db.sql(sql).query((row, number) -> row.getString(1)).list();
    }
}
