package cn.bankscrm.wecom.tag;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.tag.TagChange;
import cn.bankscrm.core.tag.TagWishes;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As many tags as WeCom allows. */
class TagVolumeTests extends TagSetting {

    private static final Logger log = LoggerFactory.getLogger(TagVolumeTests.class);
    private static final int GROUPS = 100;

    @Test
    void takesTenThousandTagsAndTheMarksOfAllFriends() throws InterruptedException {
        sync.sync(Kind.FULL);
        for (int g = 0; g < GROUPS; g++) {
            String group = "组" + g;
            for (int t = 0; t < TagWishes.MOST_TAGS / GROUPS; t++) {
                weCom.console().addTag(group, group + "标签" + t);
            }
        }
        for (int m = 0; m < MEMBERS; m++) {
            for (int c = 0; c < FRIENDS_EACH; c++) {
                for (int t = 0; t < 50; t++) {
                    weCom.acts()
                            .tags(
                                    member(m),
                                    contact(c),
                                    tagThere("组" + t + "标签" + (m + c)).id());
                }
            }
        }
        long first = millis(publishing::refresh);
        long second = millis(publishing::refresh);
        long callbacks = weCom.ledger().totals().callbacks();
        long nightly = millis(() -> {
            try {
                sync.sync(Kind.NIGHTLY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        log.info(
                "10,000 tags: first reading {} ms, reading without changes {} ms; sync with {} marks {} ms; {} callbacks",
                first,
                second,
                marksHere().size(),
                nightly,
                callbacks);
        assertEqualOnBothSides();
        assertThat(marksHere()).hasSize(MEMBERS * FRIENDS_EACH * 50);
        assertThat(Duration.ofMillis(first)).isLessThan(Duration.ofSeconds(20));
        assertThat(wishes.newTags(groupId("组0"), "再来一个", AUTHOR))
                .isEqualTo(new TagChange.Refused(TagChange.Refusal.FULL));
    }

    @Test
    void manyWishesAreFewCalls() throws InterruptedException {
        sync.sync(Kind.FULL);
        accepted(wishes.newGroup(
                "批量", IntStream.range(0, 500).mapToObj(i -> "标签" + i).collect(Collectors.joining("\n")), AUTHOR));
        carryOut();
        assertThat(calls("externalcontact/add_corp_tag")).isEqualTo(5);
        assertThat(tagsHere()).hasSize(500).isEqualTo(tagsThere());
        for (int t = 0; t < 40; t++) {
            mark(0, 0, "标签" + t, true);
        }
        carryOut();
        assertThat(calls("externalcontact/mark_tag")).isEqualTo(1);
        assertEqualOnBothSides();
    }

    private static long millis(Runnable what) {
        long begin = System.nanoTime();
        what.run();
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
