package cn.bankscrm.compliance.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Files of chats: in pieces, going on where they stopped, kept once, never in the clear. */
class MediaFetchingTests {

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private final StandInArchive weCom = new StandInArchive();
    private HikariDataSource database;
    private ArchiveNode node;
    private MediaFetching fetching;
    private ChatMedia media;
    private ArchiveWatch watch;
    private int messages;

    @BeforeEach
    void prepare() {
        database = ArchiveNode.database();
        node = new ArchiveNode(database, clock);
        MediaStore store = new FolderMediaStore(folder.resolve("kept"));
        ArchiveProperties properties =
                new ArchiveProperties(Map.of(), Duration.ofMinutes(1), 1, 1, ArchiveNode.LEASE, null);
        ArchiveSwitch off =
                new ArchiveSwitch(new StaticListableBeanFactory().getBeanProvider(ChatArchiveSource.class), properties);
        watch = new ArchiveWatch(node.db, off, clock);
        ArchiveMeters meters = new ArchiveMeters(watch, new SimpleMeterRegistry(), clock);
        fetching = new MediaFetching(
                new MediaRows(node.db, node.cipher, clock),
                store,
                new MediaFolder(folder.resolve("parts")),
                properties,
                meters,
                clock);
        media = new ChatMedia(node.db, node.cipher, store);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void namesWhatCannotBeHadByItsNumbersTheNewestFirstAndNotWithoutEnd() throws IOException {
        byte[] contents = random(10);
        long seq = send("f1", contents, md5(contents));
        node.db
                .sql("update compliance.chat_media set state = 'EXPIRED', reason = 'CODE_10010'")
                .update();
        node.db.sql("""
                        insert into compliance.archive_record (seq, msgid, public_key_version, ciphertext, received_at, state, reason)
                        select 1000 + n, 'u' || n, 1, '\\x00', :now, 'UNREADABLE', 'NO_JSON' from generate_series(1, 60) n
                        """).param("now", Timestamp.from(clock.instant())).update();

        ArchiveTrouble trouble = watch.trouble();

        assertThat(watch.state().unreadable()).isEqualTo(60);
        assertThat(trouble.records()).hasSize(ArchiveTrouble.MOST);
        assertThat(trouble.records().getFirst()).satisfies(record -> {
            assertThat(record.seq()).isEqualTo(1060);
            assertThat(record.reason()).isEqualTo("NO_JSON");
            assertThat(record.since()).isEqualTo(clock.instant());
        });
        assertThat(trouble.files()).singleElement().satisfies(file -> {
            assertThat(file.seq()).isEqualTo(seq);
            assertThat(file.reason()).isEqualTo("CODE_10010");
        });
    }

    @Test
    void fetchesAFileInPiecesAndReadsItBack() throws IOException {
        byte[] contents = random(3_500);
        long seq = send("f1", contents, md5(contents));
        assertThat(fetching.fetchOnce(weCom, "w")).isTrue();
        assertThat(fetching.fetchOnce(weCom, "w")).isFalse();
        ChatMedia.File file = only(seq);
        assertThat(file.state()).isEqualTo(ChatMedia.State.FETCHED);
        assertThat(file.name()).isEqualTo("f1.pdf");
        assertThat(bytes(file.id())).isEqualTo(contents);
        assertThat(file.toString()).doesNotContain("f1.pdf");
    }

    @Test
    void goesOnWhereItWasKilled() throws IOException {
        byte[] contents = random(5_500);
        long seq = send("f1", contents, md5(contents));
        Killing killing = new Killing();
        killing.after(3);
        ChatArchiveSource dying = killing.over(weCom);
        assertThatThrownBy(() -> fetching.fetchOnce(dying, "dead")).isInstanceOf(Killing.Killed.class);
        assertThat(fetching.fetchOnce(weCom, "w")).as("still leased").isFalse();
        clock.advance(ArchiveNode.LEASE.plusSeconds(1));
        Counting counting = new Counting(weCom);
        assertThat(fetching.fetchOnce(counting, "w")).isTrue();
        assertThat(counting.asked).as("six pieces, three of them here").isEqualTo(3);
        assertThat(bytes(only(seq).id())).isEqualTo(contents);
    }

    @Test
    void beginsAgainWhereThePiecesLieOnAnotherNode() throws IOException {
        byte[] contents = random(4_000);
        long seq = send("f1", contents, md5(contents));
        Killing killing = new Killing();
        killing.after(2);
        ChatArchiveSource dying = killing.over(weCom);
        assertThatThrownBy(() -> fetching.fetchOnce(dying, "dead")).isInstanceOf(Killing.Killed.class);
        try (Stream<Path> parts = Files.list(folder.resolve("parts"))) {
            for (Path part : parts.toList()) {
                Files.delete(part);
            }
        }
        clock.advance(ArchiveNode.LEASE.plusSeconds(1));
        assertThat(fetching.fetchOnce(weCom, "w")).isTrue();
        assertThat(bytes(only(seq).id())).isEqualTo(contents);
    }

    @Test
    void keepsTheSameContentsOnceAndTheSameFileOnce() throws IOException {
        byte[] contents = random(1_500);
        long first = send("f1", contents, md5(contents));
        long sameFile = send("f1", contents, md5(contents));
        long sameContents = send("f2", contents, md5(contents));
        while (fetching.fetchOnce(weCom, "w")) {
            // the next file
        }
        assertThat(node.count("compliance.chat_media")).isEqualTo(2);
        assertThat(only(first).id()).isEqualTo(only(sameFile).id());
        assertThat(bytes(only(sameContents).id())).isEqualTo(contents);
        try (Stream<Path> kept = Files.walk(folder.resolve("kept"))) {
            assertThat(kept.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void nothingLiesInTheClear() throws IOException {
        byte[] contents = "一份很机密的文件,内容不应出现在磁盘上".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        long seq = send("f1", contents, md5(contents));
        fetching.fetchOnce(weCom, "w");
        try (Stream<Path> kept = Files.walk(folder)) {
            for (Path file : kept.filter(Files::isRegularFile).toList()) {
                assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
                        .doesNotContain(
                                HexFormat.of().formatHex("机密".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            }
        }
        assertThat(bytes(only(seq).id())).isEqualTo(contents);
    }

    @Test
    void aKeptFileThatWasChangedIsNotReadAsIfItWereWhole() throws IOException {
        byte[] contents = random(2_500);
        long seq = send("f1", contents, md5(contents));
        fetching.fetchOnce(weCom, "w");
        try (Stream<Path> kept = Files.walk(folder.resolve("kept"))) {
            Path file = kept.filter(Files::isRegularFile).findFirst().orElseThrow();
            byte[] changed = Files.readAllBytes(file);
            changed[100] ^= 1;
            Files.write(file, changed);
        }
        long id = only(seq).id();
        assertThatThrownBy(() -> bytes(id)).isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatIsNotWhatTheMessageSaidIsTriedAgainAndThenKeptAsBroken() throws IOException {
        byte[] contents = random(1_200);
        long seq = send("f1", contents, md5(random(10)));
        for (int i = 0; i < 3; i++) {
            assertThat(fetching.fetchOnce(weCom, "w")).isTrue();
            clock.advance(Duration.ofHours(2));
        }
        assertThat(only(seq).state()).isEqualTo(ChatMedia.State.BROKEN);
        assertThat(bytes(only(seq).id())).isEqualTo(contents);
        assertThat(fetching.fetchOnce(weCom, "w")).isFalse();
    }

    @Test
    void aFileThatWeComHasNoMoreIsSaidToBeLost() {
        long seq = send("gone", null, "");
        assertThat(fetching.fetchOnce(weCom, "w")).isTrue();
        assertThat(only(seq).state()).isEqualTo(ChatMedia.State.EXPIRED);
    }

    private long send(String fileId, byte @org.jspecify.annotations.Nullable [] contents, String md5) {
        if (contents != null) {
            weCom.file(fileId, contents);
        }
        String id = "m" + ++messages;
        long seq = weCom.add(id, """
                {"msgid":"%s","action":"send","from":"zhangsan","tolist":["wmA0001"],"msgtime":1763600000000,"msgtype":"file",
                 "file":{"md5sum":"%s","filename":"%s.pdf","fileext":"pdf","sdkfileid":"%s"}}
                """.formatted(id, md5, fileId, fileId));
        node.pullAll(weCom);
        node.readAll(weCom, Map.of(1, weCom.privateKey(1)));
        return seq;
    }

    private ChatMedia.File only(long seq) {
        List<ChatMedia.File> files = media.of(List.of(seq));
        assertThat(files).hasSize(1);
        return files.getFirst();
    }

    private byte[] bytes(long id) throws IOException {
        try (InputStream in = media.open(id).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private static byte[] random(int bytes) {
        byte[] contents = new byte[bytes];
        new Random(bytes).nextBytes(contents);
        return contents;
    }

    private static String md5(byte[] contents) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(contents));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts the pieces that are asked for. */
    private static final class Counting implements ChatArchiveSource {

        private final ChatArchiveSource source;
        private int asked;

        Counting(ChatArchiveSource source) {
            this.source = source;
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public List<EncryptedRecord> pull(long afterSeq, int limit) {
            return source.pull(afterSeq, limit);
        }

        @Override
        public List<Opened> open(List<Sealed> records) {
            return source.open(records);
        }

        @Override
        public MediaPiece media(String sdkFileId, String index) {
            asked++;
            return source.media(sdkFileId, index);
        }
    }
}
