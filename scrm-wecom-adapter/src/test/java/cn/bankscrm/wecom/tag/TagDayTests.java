package cn.bankscrm.wecom.tag;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.world.CorpTags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A day on which both sides change tags, and callbacks are lost, doubled and late. */
class TagDayTests extends TagSetting {

    private static final int STEPS = 120;

    private int made;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void endsEqualOnBothSidesWithoutAnEcho(long seed) throws InterruptedException {
        Random dice = new Random(seed);
        weCom.console().addTag("总行", "钻石");
        sync.sync(Kind.FULL);
        weCom.setFault(FaultKind.LOSE, 0.35);
        weCom.setFault(FaultKind.DUPLICATE, 0.25);
        weCom.setFault(FaultKind.REORDER, 0.2, Duration.ofSeconds(1));
        for (int step = 0; step < STEPS; step++) {
            weather(dice);
            act(dice, step);
            pass(Duration.ofSeconds(dice.nextInt(60, 900)));
            if (dice.nextInt(3) == 0) {
                carryOut();
            }
            if (dice.nextInt(4) == 0) {
                inbox.workOff();
            }
        }
        weCom.clearFaults();
        Thread.sleep(1200); // the late ones
        callbacksCome();
        for (int i = 0; i < 8; i++) {
            pass(Duration.ofMinutes(11));
            carryOut();
            inbox.workOff();
        }
        sync.sync(Kind.NIGHTLY);

        assertEqualOnBothSides();
        assertThat(db.sql("select count(*) from core.tag_wish where status = 'WAITING'")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(outcomes()).hasSize(made);
        assertThat(outcomes()).anyMatch(o -> o.contains("DONE")).anyMatch(o -> o.contains("OVERRULED"));
        // How many depends on the moment they come at, so that only their being there is asked for.
        assertThat(weCom.ledger().totals().unsent()).isPositive();
        assertThat(weCom.ledger().totals().duplicates()).isPositive();
        // Each wish is told to WeCom at most once but for tries that failed.
        assertThat(writes() - refusedWrites()).isLessThanOrEqualTo(made);

        long writes = writes();
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofMinutes(11));
            carryOut();
            inbox.workOff();
        }
        sync.sync(Kind.NIGHTLY);
        assertThat(writes()).isEqualTo(writes);
        assertThat(outcomes()).hasSize(made);
        assertEqualOnBothSides();
    }

    private void weather(Random dice) {
        if (dice.nextInt(10) == 0) {
            boolean bad = dice.nextBoolean();
            weCom.setFault(FaultKind.SYSTEM_BUSY, bad ? 0.3 : 0);
            weCom.setFault(FaultKind.HTTP_500, bad ? 0.2 : 0);
            weCom.setFault(FaultKind.MALFORMED, bad ? 0.2 : 0);
        }
    }

    private void act(Random dice, int step) {
        int before = outcomes().size();
        switch (dice.nextInt(12)) {
            case 0 -> wishes.newGroup("组" + step, "甲" + step + "\n乙" + step, AUTHOR);
            case 1 -> anyGroup(dice).ifPresent(id -> wishes.newTags(id, "丙" + step, AUTHOR));
            case 2 -> anyTag(dice).ifPresent(tag -> wishes.renameTag(tag.id(), tag.name(), "改" + step, AUTHOR));
            case 3 -> anyTag(dice).ifPresent(tag -> wishes.deleteTag(tag.id(), tag.name(), AUTHOR));
            case 4 -> anyTag(dice).ifPresent(tag -> wishes.tagToFront(tag.id(), AUTHOR));
            case 5 -> weCom.console().addTag("总行", "号" + step);
            case 6 -> anyThere(dice).ifPresent(tag -> weCom.console().renameTag(tag.id(), "他" + step));
            case 7 -> {
                if (weCom.world().tags().count() > 6) {
                    anyThere(dice).ifPresent(tag -> weCom.console().deleteTag(tag.id()));
                }
            }
            case 8 -> {
                boolean on = dice.nextBoolean();
                anyThere(dice).ifPresent(tag -> {
                    String member = member(dice.nextInt(MEMBERS));
                    String contact = contact(dice.nextInt(FRIENDS_EACH));
                    if (on) {
                        weCom.acts().tags(member, contact, tag.id());
                    } else {
                        weCom.acts().untags(member, contact, tag.id());
                    }
                });
            }
            default -> {
                boolean on = dice.nextInt(3) > 0;
                anyTag(dice).ifPresent(tag -> mark(dice.nextInt(MEMBERS), dice.nextInt(FRIENDS_EACH), tag.name(), on));
            }
        }
        made += outcomes().size() - before;
    }

    private Optional<Known> anyTag(Random dice) {
        List<Known> tags = db.sql("""
                        select t.id, t.name from core.tag t join core.tag_group g on g.id = t.group_id
                        where not t.deleted and not g.deleted order by t.wecom_tag_id
                        """)
                .query((row, n) -> new Known(row.getLong("id"), row.getString("name")))
                .list();
        return any(tags, dice);
    }

    private Optional<Long> anyGroup(Random dice) {
        return any(
                db.sql("select id from core.tag_group where not deleted order by wecom_group_id")
                        .query((row, n) -> row.getLong("id"))
                        .list(),
                dice);
    }

    private Optional<CorpTags.Tag> anyThere(Random dice) {
        List<CorpTags.Tag> tags = new ArrayList<>();
        weCom.world()
                .tags()
                .groups()
                .forEach(group -> tags.addAll(weCom.world().tags().tagsOf(group.id())));
        return any(tags, dice);
    }

    private static <T> Optional<T> any(List<T> some, Random dice) {
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(dice.nextInt(some.size())));
    }

    /** Calls that WeCom answered with a code, or not at all. */
    private long refusedWrites() {
        return List.of("add_corp_tag", "edit_corp_tag", "del_corp_tag", "mark_tag").stream()
                .map(api -> weCom.ledger().totals().calls().get("externalcontact/" + api))
                .filter(Objects::nonNull)
                .mapToLong(calls -> calls.errors().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .sum();
    }

    private record Known(long id, String name) {}
}
