package cn.bankscrm.compliance.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.alert.AlertNode;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ArchivedFiles;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.core.privacy.FieldCipher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Text in pictures, read by a process that may fall. */
class TextReadingTests {

    private static final Instant MORNING = Instant.parse("2026-11-16T02:00:00Z");

    @TempDir
    private Path data;

    private final AdjustableClock clock = new AdjustableClock();
    private AlertNode node;
    private ArchivedFiles files;
    private ArchivedChats chats;
    private ConversationId withLi;
    private PictureWorker pictures;
    private TextLibrary library;
    private TextProcess process;
    private TextReading texts;

    @BeforeEach
    void starts() throws IOException {
        node = new AlertNode(
                data,
                clock,
                AlertNode.withWords(
                        PictureAlerts.class, PictureRows.class, TextRows.class, PictureTexts.class, Pictures.class));
        files = new ArchivedFiles(node.db(), node.get(FieldCipher.class), ArchivedFiles.store(data.resolve("media")));
        chats = node.chats();
        withLi = chats.single("li", AlertNode.CUSTOMER);
        PictureProperties properties = new PictureProperties(List.of(), 40_000_000, 32 << 20, null);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        PictureContents contents = new PictureContents(files.media(), properties);
        PictureReading codes =
                new PictureReading(node.get(PictureRows.class), contents, new CodeKinds(properties), meters);
        pictures = new PictureWorker(node.get(PictureRows.class), codes, node.get(PictureAlerts.class), meters);
        library = TextLibrary.of(
                System.getProperty("java.class.path"), StandInEngine.class.getName(), data.resolve("program"));
        process = new TextProcess(library, Duration.ofSeconds(5));
        texts = new TextReading(node.get(TextRows.class), contents, Optional.of(process), meters);
        node.lexicon(new LexiconEntry(Phrase.literal("保本"), Level.BLOCK, "承诺收益"));
    }

    @AfterEach
    void ends() {
        texts.close();
        node.close();
    }

    @Test
    void wordsInAPictureAreAlertedForEveryMessageThatSentIt() throws Exception {
        long first = sent("li", StandInEngine.GUARANTEED);
        work();
        long second = sent("li", StandInEngine.GUARANTEED);
        sent("li", StandInEngine.NOTHING);
        sent(AlertNode.CUSTOMER, StandInEngine.GUARANTEED);
        work();
        assertThat(alerts()).containsExactly("PICTURE_WORD 承诺收益 HIGH " + first, "PICTURE_WORD 承诺收益 HIGH " + second);
        assertThat(node.count("compliance.picture_message")).isZero();
        assertThat(node.db()
                        .sql("select text_state || ' ' || text_tries from compliance.picture")
                        .query(String.class)
                        .list())
                .containsExactly("READ 1", "READ 1");
        assertThat(process.isRunning()).as("nothing is left to read").isFalse();
        assertThat(Files.exists(library.picture())).isFalse();
    }

    @Test
    void tellsSearchOfEveryMessageInTheOrderInWhichItsTextBecameKnown() throws Exception {
        long unread = sent("li", StandInEngine.NOTHING);
        long first = sent("li", StandInEngine.GUARANTEED);
        work();
        PictureTexts known = node.get(PictureTexts.class);
        assertThat(known.after(0, 10)).extracting(PictureTexts.Told::seq).containsExactly(first);
        long told = known.last();
        long second = sent(AlertNode.CUSTOMER, StandInEngine.GUARANTEED);
        assertThat(known.of(List.of(unread, first, second)))
                .as("the same contents, before anybody looked at the second message")
                .containsOnlyKeys(first, second)
                .containsEntry(second, List.of("这款产品\n保本保收益"));
        work();
        assertThat(known.after(told, 10)).extracting(PictureTexts.Told::seq).containsExactly(second);
        assertThat(known.after(known.last(), 10)).isEmpty();
        node.db()
                .sql("delete from compliance.chat_message_media where seq = " + first)
                .update();
        assertThat(known.after(0, 10)).extracting(PictureTexts.Told::seq).containsExactly(second);
    }

    @Test
    void keepsTextEncryptedAndTellsItToWhoMayLook() throws Exception {
        long seq = sent("li", StandInEngine.GUARANTEED);
        work();
        long media = node.db()
                .sql("select media_id from compliance.chat_message_media where seq = :seq")
                .param("seq", seq)
                .query(Long.class)
                .single();
        ReadPicture picture = node.get(Pictures.class).of(List.of(media)).get(media);
        assertThat(Objects.requireNonNull(picture).text()).contains("这款产品\n保本保收益");
        assertThat(node.db()
                        .sql(
                                "select encode(text_enc, 'escape') || to_jsonb(a)::text from compliance.picture, compliance.alert a")
                        .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                        .single())
                .doesNotContain("保本");
    }

    @Test
    void aPictureThatEndsTheProcessIsLeftAfterAFewTriesAndOthersAreRead() throws Exception {
        sent("li", StandInEngine.FALLS);
        long good = sent("li", StandInEngine.GUARANTEED);
        work();
        assertThat(alerts()).containsExactly("PICTURE_WORD 承诺收益 HIGH " + good);
        for (int i = 0; i <= TextRows.TRIES; i++) {
            clock.forward(Duration.ofDays(30));
            work();
        }
        assertThat(node.db()
                        .sql("select text_state from compliance.picture order by text_state")
                        .query(String.class)
                        .list())
                .containsExactly("FAILED", "READ");
    }

    @Test
    void aPictureOnWhichTheLibraryHangsEndsTheProcess() throws Exception {
        texts.close();
        process = new TextProcess(library, Duration.ofMillis(1_500));
        assertThat(process.read(DrawnPictures.file(picture(StandInEngine.HANGS), "png")))
                .isEmpty();
        assertThat(process.isRunning()).isFalse();
        assertThat(Files.exists(library.picture())).isFalse();
        process.close();
    }

    @Test
    void aKillBetweenReadingAndAlertLosesNothingAndDoublesNothing() throws Exception {
        sent("li", StandInEngine.GUARANTEED);
        while (pictures.work()) {
            // codes alone
        }
        assertThat(texts.readOne()).isTrue();
        node.killsBefore("delete on compliance.picture_message");
        assertThatThrownBy(pictures::work).isInstanceOf(RuntimeException.class);
        assertThat(alerts()).isEmpty();
        node.killsNoMore();
        work();
        work();
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void withoutALibraryNothingIsReadAndALaterOneReadsWhatIsThere() throws Exception {
        PictureContents contents =
                new PictureContents(files.media(), new PictureProperties(List.of(), 40_000_000, 32 << 20, null));
        TextReading without =
                new TextReading(node.get(TextRows.class), contents, Optional.empty(), new SimpleMeterRegistry());
        sent("li", StandInEngine.GUARANTEED);
        while (pictures.work()) {
            // codes alone
        }
        assertThat(without.readOne()).isFalse();
        assertThat(TextLibrary.in(data.resolve("none"), data)).isEmpty();
        assertThat(node.get(TextRows.class).waiting()).isEqualTo(1);
        work();
        assertThat(alerts()).hasSize(1);
    }

    private void work() throws InterruptedException {
        boolean more = true;
        for (int i = 0; i < 30 && more; i++) {
            more = pictures.work();
            more |= texts.readOne();
        }
    }

    private static BufferedImage picture(int colour) {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 48; y++) {
                image.setRGB(x, y, colour);
            }
        }
        return image;
    }

    private long sent(String from, int colour) {
        long seq = chats.message(
                withLi,
                MORNING,
                from,
                List.of(from.equals("li") ? AlertNode.CUSTOMER : "li"),
                "image",
                JsonMapper.builder().build().createObjectNode(),
                Optional.empty());
        files.add("image", "", DrawnPictures.file(picture(colour), "png"), seq);
        return seq;
    }

    private List<String> alerts() {
        return node.db()
                .sql("select concat_ws(' ', source, rule, level, seq) from compliance.alert order by seq")
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }
}
