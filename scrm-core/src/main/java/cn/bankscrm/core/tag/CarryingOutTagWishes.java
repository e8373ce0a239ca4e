package cn.bankscrm.core.tag;

import cn.bankscrm.core.contact.ExternalUserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Carries wishes out in WeCom. Before a tag or group is changed all tags are read, after it again: a wish is judged by
 * what stands, so a try whose outcome nobody knows is never repeated blindly, and what the register says is always
 * WeCom's word. Never to be called inside a transaction.
 */
@Component
public class CarryingOutTagWishes {

    private static final int DEFINITIONS_AT_A_TIME = 200;
    private static final int LINKS_AT_A_TIME = 50;

    private final TagWishRows rows;

    CarryingOutTagWishes(TagWishRows rows) {
        this.rows = rows;
    }

    /** @return whether there was anything to do */
    public boolean workOnce(TagPublishing weCom) {
        List<Long> definitions = rows.takeDefinitions(DEFINITIONS_AT_A_TIME);
        if (!definitions.isEmpty()) {
            new Defining(rows, weCom).carryOut(definitions);
        }
        List<Long> marks = rows.takeMarks(LINKS_AT_A_TIME);
        mark(marks, weCom);
        return recheck(weCom) || !definitions.isEmpty() || !marks.isEmpty();
    }

    private void mark(List<Long> taken, TagPublishing weCom) {
        Map<ExternalUserId, List<MarkWish>> byContact = rows.marks(taken).stream()
                .collect(Collectors.groupingBy(MarkWish::contact, LinkedHashMap::new, Collectors.toList()));
        boolean going = true;
        List<Long> untouched = new ArrayList<>();
        for (Map.Entry<ExternalUserId, List<MarkWish>> one : byContact.entrySet()) {
            if (going) {
                going = new Marking(rows, weCom, one.getKey()).carryOut(one.getValue());
            } else {
                one.getValue().forEach(wish -> untouched.add(wish.id()));
            }
        }
        rows.release(untouched);
    }

    private boolean recheck(TagPublishing weCom) {
        List<ExternalUserId> differing = rows.takeRechecks(LINKS_AT_A_TIME);
        for (ExternalUserId contact : differing) {
            try {
                weCom.reread(contact);
            } catch (TagPublishingFailure failure) {
                return false; // the nightly reconciliation sees it again
            }
        }
        return !differing.isEmpty();
    }
}
