package cn.bankscrm.compliance.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.alert.AlertNode;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ArchivedFiles;
import cn.bankscrm.compliance.archive.ChatMedia;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.archive.MediaStore;
import cn.bankscrm.core.privacy.FieldCipher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Pictures of chats on their way from the message to the alert. */
class PicturesTests {

    private static final Instant MORNING = Instant.parse("2026-11-16T02:00:00Z");
    private static final String GROUP = "https://weixin.qq.com/g/AwYAAFkyFmIP7HzC";
    private static final byte[] PICTURE = DrawnPictures.file(DrawnPictures.code(GROUP, 200), "png");

    @TempDir
    private Path data;

    private final AdjustableClock clock = new AdjustableClock();
    private AlertNode node;
    private ArchivedChats chats;
    private ArchivedFiles files;
    private PictureWorker worker;
    private ConversationId withLi;

    @BeforeEach
    void starts() {
        node = new AlertNode(
                data,
                clock,
                AlertNode.withWords(PictureAlerts.class, PictureRows.class, PictureTexts.class, Pictures.class));
        MediaStore store = ArchivedFiles.store(data.resolve("media"));
        files = new ArchivedFiles(node.db(), node.get(FieldCipher.class), store);
        chats = node.chats();
        withLi = chats.single("li", AlertNode.CUSTOMER);
        worker = worker(files.media());
    }

    private PictureWorker worker(ChatMedia media) {
        PictureProperties properties = new PictureProperties(List.of("bank.example"), 40_000_000, 32 << 20, null);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        PictureReading reading = new PictureReading(
                node.get(PictureRows.class), new PictureContents(media, properties), new CodeKinds(properties), meters);
        return new PictureWorker(node.get(PictureRows.class), reading, node.get(PictureAlerts.class), meters);
    }

    @AfterEach
    void ends() {
        node.close();
    }

    @Test
    void alertsByWhatTheCodeIsFor() {
        sent("li", PICTURE);
        sent("li", DrawnPictures.file(DrawnPictures.code("wxp://f2f0abcdef", 200), "jpg"));
        sent("li", DrawnPictures.file(DrawnPictures.code("https://evil.example/", 200), "png"));
        sent("li", DrawnPictures.file(DrawnPictures.code("https://u.wechat.com/EAb", 200), "gif"));
        sent("li", DrawnPictures.file(DrawnPictures.code("https://m.bank.example/fund", 200), "png"));
        sent("li", DrawnPictures.file(DrawnPictures.poster(300, 300), "png"));
        work();
        assertThat(alerts())
                .containsExactlyInAnyOrder(
                        "PICTURE_CODE GROUP_CODE HIGH",
                        "PICTURE_CODE PAYMENT_CODE HIGH",
                        "PICTURE_CODE LINK_CODE MEDIUM",
                        "PICTURE_CODE CONTACT_CODE MEDIUM");
        assertThat(node.count("compliance.picture where state = 'READ'")).isEqualTo(6);
        assertThat(node.count("compliance.picture_message")).isZero();
    }

    @Test
    void readsAPictureOnceAndAlertsEveryMessageThatSentIt() {
        long first = sent("li", PICTURE);
        work();
        long second = sent("li", PICTURE);
        long forwarded = message("li");
        node.db().sql("""
                        insert into compliance.chat_message_media (seq, media_id)
                        select :seq, media_id from compliance.chat_message_media where seq = :of
                        """).param("seq", forwarded).param("of", first).update();
        work();
        assertThat(node.db()
                        .sql("select seq from compliance.alert order by seq")
                        .query(Long.class)
                        .list())
                .containsExactly(first, second, forwarded);
        assertThat(node.db()
                        .sql("select tries from compliance.picture")
                        .query(Integer.class)
                        .list())
                .containsExactly(1);
        assertThat(pictures().messagesWith(CodeKind.GROUP)).containsExactlyInAnyOrder(first, second, forwarded);
        assertThat(pictures().messagesWith(null)).hasSize(3);
        assertThat(pictures().messagesWith(CodeKind.PAYMENT)).isEmpty();
    }

    @Test
    void whatCustomersSendIsFoundAndAlertsNobody() {
        long seq = sent(AlertNode.CUSTOMER, PICTURE);
        work();
        assertThat(alerts()).isEmpty();
        assertThat(pictures().messagesWith(CodeKind.GROUP)).containsExactly(seq);
    }

    @Test
    void keepsWhatACodeSaysEncrypted() {
        long seq = sent("li", PICTURE);
        work();
        long media = file(seq);
        assertThat(pictures().of(List.of(media)))
                .isEqualTo(Map.of(
                        media,
                        new ReadPicture(
                                ReadPicture.State.READ,
                                Optional.empty(),
                                List.of(new PictureCode(CodeKind.GROUP, "QR_CODE", GROUP)),
                                Optional.empty())));
        assertThat(node.db()
                        .sql(
                                "select encode(payload_enc, 'escape') || to_jsonb(a)::text from compliance.picture_code, compliance.alert a")
                        .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                        .single())
                .doesNotContain("weixin");
    }

    @Test
    void waitsForAFileThatIsStillToBeFetched() {
        long seq = sent("li", PICTURE);
        node.db().sql("update compliance.chat_media set state = 'PENDING'").update();
        work();
        assertThat(alerts()).isEmpty();
        node.db().sql("update compliance.chat_media set state = 'FETCHED'").update();
        work();
        assertThat(alerts()).hasSize(1);
        assertThat(pictures().of(List.of(file(seq)))).hasSize(1);
    }

    @Test
    void leavesWhatIsNoPictureAndWhatNeverCame() {
        sent("li", "%PDF-1.7 something".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        sent("li", PICTURE);
        node.db().sql("""
                update compliance.chat_media set state = 'EXPIRED', sha256 = null, location = null, type = null
                where type = 'image/png'
                """).update();
        work();
        assertThat(node.count("compliance.picture")).isZero();
        assertThat(node.count("compliance.picture_message")).isZero();
    }

    @Test
    void saysWhatCannotBeReadAndDoesNotTryItAgain() {
        byte[] broken = Arrays.copyOf(PICTURE, PICTURE.length / 2);
        broken[PICTURE.length / 2 - 20] ^= 0x55;
        long bomb = sent("li", DrawnPictures.bomb());
        long half = sent("li", broken);
        long webp = sent("li", "RIFF....WEBPVP8 nothing".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        work();
        assertThat(reason(bomb)).contains(Trouble.TOO_LARGE);
        assertThat(reason(half)).contains(Trouble.BROKEN);
        assertThat(reason(webp)).contains(Trouble.FORMAT);
        clock.forward(Duration.ofDays(3));
        work();
        assertThat(node.db()
                        .sql("select tries from compliance.picture")
                        .query(Integer.class)
                        .list())
                .containsExactly(1, 1, 1);
        assertThat(node.count("compliance.picture_message")).isZero();
    }

    @Test
    void aStoreThatIsAwayIsTriedAgainAndAtLastGivenUp() throws IOException {
        long seq = sent("li", PICTURE);
        Path kept = kept();
        byte[] sealed = Files.readAllBytes(kept);
        Files.write(kept, Arrays.copyOf(sealed, sealed.length / 2));
        work();
        assertThat(pictures().of(List.of(file(seq))))
                .hasEntrySatisfying(
                        file(seq), picture -> assertThat(picture.state()).isEqualTo(ReadPicture.State.WAITING));
        Files.write(kept, sealed);
        work();
        assertThat(alerts()).as("not before its pause is over").isEmpty();
        clock.forward(Duration.ofMinutes(3));
        work();
        assertThat(alerts()).hasSize(1);

        long other = sent("li", DrawnPictures.file(DrawnPictures.code("wxp://f2f0", 200), "png"));
        Path second = stored().filter(file -> !file.equals(kept)).findFirst().orElseThrow();
        byte[] whole = Files.readAllBytes(second);
        Files.write(second, Arrays.copyOf(whole, whole.length / 2));
        for (int i = 0; i <= PictureRows.TRIES; i++) {
            work();
            clock.forward(Duration.ofDays(30));
        }
        work();
        assertThat(reason(other)).contains(Trouble.GIVEN_UP);
    }

    @Test
    void aPictureWhoseFileIsGoneIsSaidToBeLost() throws IOException {
        long seq = sent("li", PICTURE);
        Files.delete(kept());
        work();
        assertThat(reason(seq)).contains(Trouble.LOST);
    }

    @Test
    void aKillBetweenFindingAndAlertLosesNothingAndDoublesNothing() {
        sent("li", PICTURE);
        node.killsBefore("delete on compliance.picture_message");
        assertThatThrownBy(this::work).isInstanceOf(RuntimeException.class);
        assertThat(node.count("compliance.picture where state = 'READ'")).isEqualTo(1);
        assertThat(node.count("compliance.alert")).isZero();

        node.killsNoMore();
        worker = worker(files.media());
        work();
        work();
        assertThat(alerts()).containsExactly("PICTURE_CODE GROUP_CODE HIGH");
        assertThat(node.db()
                        .sql("select tries from compliance.picture")
                        .query(Integer.class)
                        .list())
                .containsExactly(1);
    }

    @Test
    void whoeverReadsTheArchiveAgainAlertsNothingAgain() {
        sent("li", PICTURE);
        work();
        node.get(cn.bankscrm.compliance.archive.ArchiveReaders.class).restart(PictureRows.READER);
        work();
        assertThat(alerts()).hasSize(1);
        assertThat(node.count("compliance.picture_message")).isZero();
    }

    private void work() {
        for (int i = 0; i < 20 && worker.work(); i++) {
            // there may be more
        }
    }

    private Pictures pictures() {
        return node.get(Pictures.class);
    }

    private long message(String from) {
        return chats.message(
                withLi,
                MORNING,
                from,
                List.of(from.equals("li") ? AlertNode.CUSTOMER : "li"),
                "image",
                JsonMapper.builder().build().createObjectNode(),
                Optional.empty());
    }

    private long sent(String from, byte[] contents) {
        long seq = message(from);
        files.add("image", "", contents, seq);
        return seq;
    }

    private long file(long seq) {
        return node.db()
                .sql("select media_id from compliance.chat_message_media where seq = :seq")
                .param("seq", seq)
                .query(Long.class)
                .single();
    }

    private Path kept() throws IOException {
        return stored().findFirst().orElseThrow();
    }

    private Stream<Path> stored() throws IOException {
        try (Stream<Path> all = Files.walk(data.resolve("media"))) {
            return all.filter(Files::isRegularFile).toList().stream();
        }
    }

    private Optional<Trouble> reason(long seq) {
        return Objects.requireNonNull(pictures().of(List.of(file(seq))).get(file(seq)), "a picture")
                .reason();
    }

    private List<String> alerts() {
        return node.db()
                .sql("select concat_ws(' ', source, rule, level) from compliance.alert order by id")
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }
}
