package cn.bankscrm.core.tag;

import cn.bankscrm.core.contact.ExternalUserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the tags of one contact right with each member whose friend it is. */
final class Marking {

    /** WeCom takes no more tags in a call. */
    private static final int IN_ONE_CALL = 1000;

    private final TagWishRows rows;
    private final TagPublishing weCom;
    private final ExternalUserId contact;
    private final List<MarkWish> done = new ArrayList<>();
    private boolean unknownTag;

    Marking(TagWishRows rows, TagPublishing weCom, ExternalUserId contact) {
        this.rows = rows;
        this.weCom = weCom;
        this.contact = contact;
    }

    /** @return whether WeCom can be asked on; otherwise it is away or busy */
    boolean carryOut(List<MarkWish> taken) {
        List<MarkWish> wishes = taken;
        if (taken.stream().anyMatch(MarkWish::unsure)) {
            try {
                weCom.reread(contact);
            } catch (TagPublishingFailure failure) {
                rows.putOff(ids(taken), false, failure.retryAfter());
                return false;
            }
            wishes = rows.marks(ids(taken));
        }
        Map<Long, List<MarkWish>> byLink = wishes.stream()
                .collect(Collectors.groupingBy(MarkWish::linkId, LinkedHashMap::new, Collectors.toList()));
        boolean going = true;
        for (List<MarkWish> ofLink : byLink.values()) {
            List<MarkWish> open = new ArrayList<>();
            ofLink.forEach(wish -> consider(wish, open));
            for (int from = 0; from < open.size(); from += IN_ONE_CALL) {
                List<MarkWish> part = open.subList(from, Math.min(open.size(), from + IN_ONE_CALL));
                if (going) {
                    going = call(part);
                } else {
                    rows.release(ids(part));
                }
            }
        }
        return confirm() && going && learnOfDeletions();
    }

    private void consider(MarkWish wish, List<MarkWish> open) {
        Instant attempted = wish.attemptedAt();
        if (wish.ended()) {
            refuse(wish, TagWishReason.NO_RELATION, 0);
        } else if (wish.tagGone()) {
            refuse(wish, TagWishReason.TAG_GONE, 0);
        } else if (wish.fulfilled()) {
            rows.done(wish.id(), kind(wish));
        } else if (wish.unsure() && attempted != null && weCom.editedSince(wish.member(), contact, attempted)) {
            // The try may have arrived, and the member may have undone it: the later word is the member's.
            refuse(wish, TagWishReason.EDITED_SINCE, 0);
        } else {
            open.add(wish);
        }
    }

    private boolean call(List<MarkWish> wishes) {
        try {
            weCom.mark(wishes.getFirst().member(), contact, tags(wishes, true), tags(wishes, false));
            done.addAll(wishes);
            return true;
        } catch (TagPublishingFailure failure) {
            if (!failure.refused()) {
                rows.putOff(ids(wishes), failure.kind() == TagPublishingFailure.Kind.UNKNOWN, failure.retryAfter());
                return false;
            }
            if (wishes.size() == 1) {
                unknownTag |= failure.reason() == TagWishReason.TAG_GONE;
                refuse(wishes.getFirst(), failure.reason(), failure.code());
                return true;
            }
            // One of many may spoil the call for all.
            for (int i = 0; i < wishes.size(); i++) {
                if (!call(wishes.subList(i, i + 1))) {
                    rows.release(ids(wishes.subList(i + 1, wishes.size())));
                    return false;
                }
            }
            return true;
        }
    }

    /** What was told to WeCom is read back: it stands only then. */
    private boolean confirm() {
        if (done.isEmpty()) {
            return true;
        }
        try {
            weCom.reread(contact);
        } catch (TagPublishingFailure failure) {
            rows.putOff(ids(done), true, failure.retryAfter());
            return false;
        }
        done.forEach(wish -> rows.done(wish.id(), kind(wish)));
        return true;
    }

    /** WeCom does not know a tag that the register has: its deletion was not told. */
    private boolean learnOfDeletions() {
        if (unknownTag) {
            try {
                weCom.refresh();
            } catch (TagPublishingFailure failure) {
                return false;
            }
        }
        return true;
    }

    private void refuse(MarkWish wish, TagWishReason reason, int code) {
        rows.refused(wish.id(), kind(wish), reason, code);
    }

    private static TagWish.Kind kind(MarkWish wish) {
        return wish.on() ? TagWish.Kind.MARK : TagWish.Kind.UNMARK;
    }

    private static Set<String> tags(List<MarkWish> wishes, boolean on) {
        return wishes.stream()
                .filter(wish -> wish.on() == on)
                .map(MarkWish::tag)
                .collect(Collectors.toSet());
    }

    private static List<Long> ids(List<MarkWish> wishes) {
        return wishes.stream().map(MarkWish::id).toList();
    }
}
