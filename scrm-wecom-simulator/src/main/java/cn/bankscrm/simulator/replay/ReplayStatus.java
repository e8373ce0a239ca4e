package cn.bankscrm.simulator.replay;

/**
 * How far a replay is.
 *
 * @param state {@code idle} before the first, {@code running}, {@code finished}, {@code stopped}
 * @param total events to send
 * @param done events whose delivery has ended, well or badly
 * @param millis real time it took so far
 */
public record ReplayStatus(String state, long total, long done, long millis) {
    public static final String IDLE = "idle";
    public static final String RUNNING = "running";
    public static final String FINISHED = "finished";
    public static final String STOPPED = "stopped";

    public boolean running() {
        return state.equals(RUNNING);
    }
}
