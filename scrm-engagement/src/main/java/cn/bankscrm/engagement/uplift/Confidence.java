package cn.bankscrm.engagement.uplift;

/** How often intervals that are computed this way hold the truth. */
public enum Confidence {
    P95(0.05, 1.959963984540054),
    P99(0.01, 2.575829303548901);

    private final double missed;
    private final double z;

    Confidence(double missed, double z) {
        this.missed = missed;
        this.z = z;
    }

    /** The share of intervals that miss the truth, on both sides together. */
    double missed() {
        return missed;
    }

    /** The normal distribution's quantile for both sides. */
    double z() {
        return z;
    }

    public int percent() {
        return (int) Math.round(100 * (1 - missed));
    }
}
