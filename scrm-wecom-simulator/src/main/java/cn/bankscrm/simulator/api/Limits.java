package cn.bankscrm.simulator.api;

/**
 * WeCom's limits of the corp.
 *
 * @param perMinute calls of one path in a minute; more, and the path is shut for 60 s
 * @param perHour calls of one path in an hour; more, and the path is shut for 60 min
 * @param parallelWrites how many writes of one kind may run at once
 * @param tagsOnCustomer how many tags a member may put on a customer; WeCom does not tell its number
 * @param writeMillis how long a write takes: what makes parallel ones meet
 */
public record Limits(int perMinute, int perHour, int parallelWrites, int tagsOnCustomer, int writeMillis) {
    public static final Limits WECOM = new Limits(10_000, 150_000, 5, 100, 5);

    public static final Limits NONE =
            new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 0);
}
