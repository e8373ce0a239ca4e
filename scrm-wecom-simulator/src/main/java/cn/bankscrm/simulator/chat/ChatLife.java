package cn.bankscrm.simulator.chat;

import cn.bankscrm.simulator.world.World;
import java.time.Duration;
import java.util.Random;

/** Every few seconds two friends talk. Rests while the clock stands. */
public final class ChatLife implements AutoCloseable {
    private static final int BACKLOG = 300;
    private static final Duration BACKLOG_SPREAD = Duration.ofDays(2);
    private static final Duration LONGEST_TALK = Duration.ofSeconds(5);

    private final World world;
    private final Chatting chatting;
    private final Duration mean;
    private final Random random;
    private final Thread thread;

    /** Prepares life with a mean pause between two conversations. */
    public ChatLife(World world, Chatting chatting, Duration mean, long seed) {
        this.world = world;
        this.chatting = chatting;
        this.mean = mean;
        this.random = new Random(seed);
        this.thread = Thread.ofVirtual().name("chats").unstarted(this::go);
    }

    public void start() {
        thread.start();
    }

    /** Waits for the conversation that is under way: nobody delivers its notice afterwards. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(LONGEST_TALK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void go() {
        try {
            if (chatting.log().size() == 0) {
                chatting.conversations(BACKLOG, BACKLOG_SPREAD);
            }
            while (true) {
                Thread.sleep(Duration.ofMillis(Math.round(-mean.toMillis() * Math.log(1 - random.nextDouble()))));
                if (world.clock().isRunning()) {
                    chatting.conversation(Duration.ofMinutes(4));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
