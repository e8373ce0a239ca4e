package cn.bankscrm.compliance.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 100,000 messages with everything that goes wrong, killed after each page at one boundary after the other: none is
 * missing, none is there twice, nothing stands still; and beside it what becomes of the same in the naive shape. One
 * test that takes its time, because the faults only meet in a stream of this length.
 */
class ArchiveIntegrityTests {

    private static final int BOUNDARIES_OF_A_PAGE = 6;

    private static HundredThousandMessages messages;
    private static HikariDataSource database;

    @BeforeAll
    static void prepare() {
        messages = new HundredThousandMessages();
        database = ArchiveNode.database();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void losesDoublesAndStallsNothingThoughKilledAfterEachPage() {
        HandClock clock = new HandClock();
        Map<Integer, String> oldKey = Map.of(1, messages.weCom.privateKey(1));
        Map<Integer, String> bothKeys = Map.of(1, messages.weCom.privateKey(1), 2, messages.weCom.privateKey(2));

        int lives = live(clock, oldKey);
        assertThat(lives).as("times killed").isGreaterThan(100);
        ArchiveNode node = new ArchiveNode(database, clock);
        assertThat(node.count("compliance.archive_record where state = 'PENDING' and public_key_version = 2"))
                .as("wait for their key")
                .isGreaterThan(59_000);
        assertThat(node.count("compliance.archive_record where state = 'PENDING' and public_key_version = 1"))
                .isZero();
        List<Long> before = walk(node, "a reader that has seen what the old key opens", 0);

        live(clock, bothKeys);
        node = new ArchiveNode(database, clock);

        assertThat(node.count("compliance.archive_record where state = 'PENDING'"))
                .isZero();
        assertThat(node.count("compliance.archive_page")).as("stalled").isZero();
        assertThat(node.count("compliance.archive_gap")).isZero();
        assertThat(node.count("compliance.archive_record where state = 'UNREADABLE' and ciphertext is not null"))
                .isEqualTo(HundredThousandMessages.CORRUPT);
        assertThat(node.count("compliance.archive_record where state = 'DUPLICATE'"))
                .isEqualTo(HundredThousandMessages.AGAIN);
        List<String> archived = node.db
                .sql("select msgid from compliance.chat_message")
                .query((row, n) -> String.valueOf(row.getString(1)))
                .list();
        assertThat(archived).as("doubled").doesNotHaveDuplicates();
        assertThat(new HashSet<>(archived)).as("missing").isEqualTo(new HashSet<>(messages.readable));
        assertThat(node.count("compliance.chat_media")).isEqualTo(1_500);

        List<Long> after = walk(node, "the same reader, when the key had come", before.getLast());
        assertThat(before.size() + after.size()).isEqualTo(messages.readable.size());
        Set<Long> seen = new HashSet<>(before);
        seen.addAll(after);
        assertThat(seen).as("places are passed once").hasSize(messages.readable.size());
    }

    @Test
    void theNaiveShapeLosesMessages() {
        NaivePeer peer = new NaivePeer();
        Map<Integer, String> keys = Map.of(1, messages.weCom.privateKey(1));
        int page = 0;
        while (peer.pullOnce(messages.weCom, keys, ++page % 10 == 0)) {
            // the next page
        }
        Set<String> lost = new HashSet<>(messages.readable);
        peer.stored().forEach(lost::remove);
        assertThat(lost.size()).as("lost by the naive shape, of 100,000").isGreaterThan(60_000);
    }

    /** Lives and dies until there is nothing left to do. */
    private static int live(HandClock clock, Map<Integer, String> keys) {
        Killing killing = new Killing();
        ChatArchiveSource source = killing.over(messages.weCom);
        int deaths = 0;
        boolean further = true;
        while (further) {
            killing.after(deaths % BOUNDARIES_OF_A_PAGE + (deaths % 3 == 0 ? 0 : BOUNDARIES_OF_A_PAGE));
            if (deaths % 7 == 3) {
                messages.weCom.repeatPage();
            }
            ArchiveNode node = new ArchiveNode(database, clock, killing::over);
            RecordReading reading = node.reading(source, keys);
            try {
                boolean pulled = true;
                boolean read = true;
                while (pulled || read) {
                    pulled = !node.pull(source).drained();
                    read = reading.readOnce(node.name);
                }
                further = false;
            } catch (Killing.Killed e) {
                deaths++;
                clock.advance(ArchiveNode.LEASE.plus(Duration.ofSeconds(1)));
            }
        }
        return deaths;
    }

    private static List<Long> walk(ArchiveNode node, String reader, long from) {
        List<Long> places = new ArrayList<>();
        long place = from;
        while (true) {
            List<ChatMessage> page = node.messages.messagesAfter(place, 5_000);
            if (page.isEmpty()) {
                assertThat(places).as(reader).isSorted();
                return places;
            }
            page.forEach(message -> places.add(message.place()));
            place = page.getLast().place();
        }
    }
}
