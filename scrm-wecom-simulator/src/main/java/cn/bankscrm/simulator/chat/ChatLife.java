package cn.bankscrm.simulator.chat;

import cn.bankscrm.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Random;

/** Every few seconds two friends talk. Rests while the clock stands. */
public final class ChatLife implements AutoCloseable {
    private static final int BACKLOG = 300;
    private static final Duration BACKLOG_SPREAD = Duration.ofDays(2);
    private static final int LAST_MONTH = 60;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
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

    /** The archive had them before life began: a finished month to draw samples from. */
    private void lastMonth() {
        Instant now = world.clock().instant();
        ZonedDateTime thisMonth = now.atZone(ZONE).withDayOfMonth(1);
        int days = thisMonth.minusMonths(1).toLocalDate().lengthOfMonth();
        for (int i = 0; i < LAST_MONTH; i++) {
            ZonedDateTime at = thisMonth
                    .minusMonths(1)
                    .withDayOfMonth(1 + i * days / LAST_MONTH)
                    .withHour(9 + random.nextInt(8))
                    .withMinute(random.nextInt(60));
            chatting.conversation(Duration.between(at.toInstant(), now));
        }
    }

    private void go() {
        try {
            if (chatting.log().size() == 0) {
                lastMonth();
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
