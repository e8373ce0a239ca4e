package cn.bankscrm.engagement.contactway;

/**
 * The funnel of a code, or of several.
 *
 * @param opened browsers that opened its page, each once a day; who scans WeCom's own code is not seen before the add
 * @param added friends who were added by it
 * @param fresh those of them who were nobody's friend at the bank before
 * @param certified those of them who are known to be a customer since, whether still friends or not
 * @param deleted those of them who are no friends any more
 */
public record WayFigures(long opened, long added, long fresh, long certified, long deleted) {

    /** Of those added, the part that is certified, in thousandths; -1 without any. */
    public long certifiedPerMille() {
        return added == 0 ? -1 : certified * 1000 / added;
    }

    public WayFigures plus(WayFigures other) {
        return new WayFigures(
                opened + other.opened,
                added + other.added,
                fresh + other.fresh,
                certified + other.certified,
                deleted + other.deleted);
    }
}
