package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.world.FriendLink;

/**
 * Tells others than the caller of what an API call changed about tags. WeCom itself calls nothing of it back to the
 * caller.
 */
public interface TagEcho {

    /** Tells nobody. */
    TagEcho NONE = new TagEcho() {
        @Override
        public void changed(String change, String kind, String id) {
            // nobody is told
        }

        @Override
        public void edited(FriendLink link) {
            // nobody is told
        }
    };

    /** A tag or {@code tag_group} came, changed or went. */
    void changed(String change, String kind, String id);

    /** The tags on a friend changed. */
    void edited(FriendLink link);
}
