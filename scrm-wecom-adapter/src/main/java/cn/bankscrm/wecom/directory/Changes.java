package cn.bankscrm.wecom.directory;

import java.util.List;

/**
 * What became of a part of the platform's copy.
 *
 * @param found how many WeCom has
 * @param added how many of them were new
 * @param changed how many were another than the copy had
 * @param deleted how many the copy had and WeCom has no more
 */
public record Changes(long found, long added, long changed, long deleted) {

    /** @param written for each that was written, whether it is new */
    static Changes of(long found, List<Boolean> written, long deleted) {
        long added = written.stream().filter(isNew -> isNew).count();
        return new Changes(found, added, written.size() - added, deleted);
    }
}
