package cn.bankscrm.core.tag;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out one batch of wishes about tags and groups. */
final class Defining {

    private static final int IN_ONE_CALL = 100;

    private final TagWishRows rows;
    private final TagPublishing weCom;
    private final List<DefinitionWish> called = new ArrayList<>();
    private final Map<Long, TagPublishingFailure> refusals = new LinkedHashMap<>();
    private final Set<Long> handled = new HashSet<>();

    Defining(TagWishRows rows, TagPublishing weCom) {
        this.rows = rows;
        this.weCom = weCom;
    }

    void carryOut(List<Long> taken) {
        try {
            weCom.refresh();
        } catch (TagPublishingFailure failure) {
            rows.putOff(taken, false, failure.retryAfter());
            return;
        }
        List<DefinitionWish> wishes = rows.definitions(taken);
        for (int i = 0; i < wishes.size(); ) {
            List<DefinitionWish> together = new ArrayList<>();
            DefinitionWish first = wishes.get(i);
            for (; i < wishes.size() && together.size() < IN_ONE_CALL; i++) {
                DefinitionWish wish = wishes.get(i);
                if (wish.id() != first.id() && !wish.goesWith(first)) {
                    break;
                }
                if (wish.decision() instanceof DefinitionWish.Decision.Carry) {
                    together.add(wish);
                } else {
                    settle(wish, null);
                }
            }
            if (!together.isEmpty() && !carry(together)) {
                break;
            }
        }
        finish();
        rows.release(taken.stream().filter(id -> !handled.contains(id)).toList());
    }

    /** @return whether to go on */
    private boolean carry(List<DefinitionWish> wishes) {
        handled.addAll(ids(wishes));
        try {
            call(wishes);
            called.addAll(wishes);
            return true;
        } catch (TagPublishingFailure failure) {
            if (!failure.refused()) {
                rows.putOff(ids(wishes), failure.kind() == TagPublishingFailure.Kind.UNKNOWN, failure.retryAfter());
                return false;
            }
            if (wishes.size() == 1) {
                refusals.put(wishes.getFirst().id(), failure);
                called.addAll(wishes);
                return true;
            }
            // One of many may spoil the call for all.
            for (int i = 0; i < wishes.size(); i++) {
                if (!carry(wishes.subList(i, i + 1))) {
                    rows.release(ids(wishes.subList(i + 1, wishes.size())));
                    return false;
                }
            }
            return true;
        }
    }

    /** What was told to WeCom is settled by its word. */
    private void finish() {
        if (called.isEmpty()) {
            return;
        }
        try {
            weCom.refresh();
        } catch (TagPublishingFailure failure) {
            rows.putOff(ids(called), true, failure.retryAfter());
            return;
        }
        for (DefinitionWish wish : rows.definitions(ids(called))) {
            TagPublishingFailure refusal = refusals.get(wish.id());
            if (refusal == null) {
                rows.done(wish.id(), wish.kind());
            } else {
                settle(wish, refusal);
            }
        }
    }

    /** @param refusal WeCom's; null where it was not asked */
    private void settle(DefinitionWish wish, @Nullable TagPublishingFailure refusal) {
        handled.add(wish.id());
        switch (wish.decision()) {
            case DefinitionWish.Decision.Done() -> rows.done(wish.id(), wish.kind());
            case DefinitionWish.Decision.Overruled(var reason) -> rows.refused(wish.id(), wish.kind(), reason, 0);
            case DefinitionWish.Decision.Carry() -> {
                TagPublishingFailure why = Objects.requireNonNull(refusal);
                rows.refused(wish.id(), wish.kind(), why.reason(), why.code());
            }
        }
    }

    private void call(List<DefinitionWish> wishes) {
        DefinitionWish wish = wishes.getFirst();
        String target = wish.target();
        switch (wish.kind()) {
            case CREATE -> {
                List<String> names = wishes.stream()
                        .map(one -> Objects.requireNonNull(one.name()))
                        .distinct()
                        .toList();
                if (target == null) {
                    weCom.addGroup(Objects.requireNonNull(wish.groupName()), names);
                } else {
                    weCom.add(target, names);
                }
            }
            case RENAME ->
                weCom.edit(Objects.requireNonNull(target), Optional.ofNullable(wish.name()), Optional.empty());
            case REORDER ->
                weCom.edit(Objects.requireNonNull(target), Optional.empty(), Optional.ofNullable(wish.order()));
            case DELETE -> {
                if (wish.ofTag()) {
                    weCom.deleteTags(wishes.stream()
                            .map(one -> Objects.requireNonNull(one.target()))
                            .distinct()
                            .toList());
                } else {
                    weCom.deleteGroup(Objects.requireNonNull(target));
                }
            }
            case MARK, UNMARK -> throw new IllegalArgumentException("Marks are carried out by friend");
        }
    }

    private static List<Long> ids(List<DefinitionWish> wishes) {
        return wishes.stream().map(DefinitionWish::id).toList();
    }
}
