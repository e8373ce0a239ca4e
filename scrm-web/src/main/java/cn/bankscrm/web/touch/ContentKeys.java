package cn.bankscrm.web.touch;

import cn.bankscrm.engagement.content.ContentId;
import org.jspecify.annotations.Nullable;

/** Reads from addresses and forms which content is meant. */
final class ContentKeys {

    private ContentKeys() {}

    /** @return null for none, and for what is no number of a content */
    static @Nullable ContentId read(@Nullable String key) {
        return key != null && key.matches("[0-9]{1,18}") ? new ContentId(Long.parseLong(key)) : null;
    }
}
