package cn.bankscrm.wecom.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.core.segment.RuleTags;
import cn.bankscrm.core.segment.SegmentId;
import cn.bankscrm.core.segment.SegmentOutcome;
import cn.bankscrm.core.segment.SegmentRegister;
import cn.bankscrm.core.segment.SegmentRule.Assets;
import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.simulator.WeComSimulator;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A corp tag that follows a segment arrives in WeCom, and what comes back makes no further wish. */
class RuleTagTests extends TagSetting {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    SegmentRegister segments;

    @Autowired
    RuleTags ruleTags;

    @BeforeEach
    void begin() throws InterruptedException {
        weCom.close();
        weCom = start(WeComSimulator.builder().apiChangesAreCalledBack());
        weCom.callbackTo("http://127.0.0.1:" + port);
        pass(Duration.ZERO);
        sync.sync(Kind.FULL);
    }

    @Test
    void goesToTheFriendsOfMembersAndNeverEchoes() throws InterruptedException {
        group("资产", "私行级");
        customer(0);
        customer(1);
        assets(1000, 900);
        SegmentId rich = ((SegmentOutcome.Written)
                        segments.create("规则标签高资产", "", new Assets(BigDecimal.TEN, null), LocalDate.now(clock), "新建"))
                .segment();
        accepted(ruleTags.follow(tagId("私行级"), rich));
        await().atMost(PATIENCE).until(() -> waiting() == MEMBERS);
        carryOut();
        callbacksCome();
        assertThat(marksThere()).hasSize(MEMBERS).allMatch(mark -> mark.contains(contact(0)));
        assertEqualOnBothSides();

        // A member takes it off again; everybody is judged anew all the same.
        long writes = writes();
        pass(Duration.ofMinutes(10));
        weCom.acts().untags(member(0), contact(0), tagThere("私行级").id());
        callbacksCome();
        assets(1000, 800);
        judged();
        carryOut();
        callbacksCome();
        assertThat(writes()).isEqualTo(writes);
        assertThat(marksThere()).hasSize(MEMBERS - 1);
        assertEqualOnBothSides();

        assets(1000, 0);
        judged();
        carryOut();
        callbacksCome();
        assertThat(marksThere()).isEmpty();
        assertEqualOnBothSides();
        judged();
        assertThat(waiting()).isZero();
    }

    private void assets(long customer, long amount) {
        db.sql("update core.customer set aum = :aum where id = :id")
                .param("aum", amount)
                .param("id", customer)
                .update();
        db.sql("insert into core.segment_dirty (customer_id) values (:id)")
                .param("id", customer)
                .update();
    }

    private void judged() {
        await().atMost(PATIENCE).until(() -> db.sql("""
                                select not exists (select from core.segment_dirty)
                                    and not exists (select from core.segment_run where finished_at is null)
                                """).query(Boolean.class).single());
    }

    private int waiting() {
        return db.sql("select count(*) from core.tag_wish where status = 'WAITING' and by_rule")
                .query(Integer.class)
                .single();
    }
}
