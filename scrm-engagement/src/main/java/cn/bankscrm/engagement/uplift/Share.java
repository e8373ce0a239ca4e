package cn.bankscrm.engagement.uplift;

/**
 * How many of a group did something.
 *
 * @param of the group's size
 */
public record Share(long reached, long of) {

    public Share {
        if (reached < 0 || reached > of) {
            throw new IllegalArgumentException("Not more than all, and not fewer than none");
        }
    }

    double rate() {
        return (double) reached / of;
    }

    /**
     * Wilson's interval.
     *
     * @return low and high
     */
    double[] wilson(double z) {
        double n = of;
        double middle = 2 * reached + z * z;
        double half = z * Math.sqrt(z * z + 4 * reached * (1 - rate()));
        return new double[] {
            Math.max(0, (middle - half) / (2 * (n + z * z))), Math.min(1, (middle + half) / (2 * (n + z * z)))
        };
    }
}
