package cn.bankscrm.core.maintenance;

/** How many days ago the last effective contact was; worst first. */
public enum ContactBand {
    NEVER(Integer.MAX_VALUE, Integer.MAX_VALUE),
    OVER_90(91, Integer.MAX_VALUE - 1),
    UP_TO_90(61, 90),
    UP_TO_60(31, 60),
    UP_TO_30(0, 30);

    private final int from;
    private final int to;

    ContactBand(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /** In days, included. */
    int from() {
        return from;
    }

    /** In days, included. */
    int to() {
        return to;
    }
}
