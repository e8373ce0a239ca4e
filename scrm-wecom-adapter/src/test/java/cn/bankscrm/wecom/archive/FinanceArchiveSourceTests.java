package cn.bankscrm.wecom.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.compliance.archive.ArchiveSourceFailure;
import cn.bankscrm.compliance.archive.ArchiveSourceFailure.Kind;
import cn.bankscrm.compliance.archive.ChatArchiveSource.MediaPiece;
import cn.bankscrm.compliance.archive.ChatArchiveSource.Opened;
import cn.bankscrm.compliance.archive.ChatArchiveSource.Sealed;
import cn.bankscrm.compliance.archive.EncryptedRecord;
import cn.bankscrm.wecom.archive.child.Frames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol with the child process, with a stand-in for the native library inside it. */
class FinanceArchiveSourceTests {

    private static final ArchiveSourceProperties PROPERTIES =
            new ArchiveSourceProperties("", "", "", Duration.ofSeconds(5));

    @TempDir
    Path folder;

    private final List<FinanceArchiveSource> open = new ArrayList<>();

    @AfterEach
    void end() {
        open.forEach(FinanceArchiveSource::close);
    }

    @Test
    void pullsOpensAndFetchesThroughTheChild() {
        FinanceArchiveSource source = source("right", Duration.ofSeconds(20));
        assertThat(source.pull(41, 1000)).containsExactly(new EncryptedRecord(42, "wwcorp", 3, "a2V5", "bXNn"));
        assertThat(source.open(
                        List.of(new Sealed("k1", "one"), new Sealed("k2", "code:10006"), new Sealed("k3", "two"))))
                .containsExactly(
                        new Opened.Message("{\"opened\":\"one\",\"with\":\"k1\",\"text\":\"中文\"}"),
                        new Opened.Refused(10006),
                        new Opened.Message("{\"opened\":\"two\",\"with\":\"k3\",\"text\":\"中文\"}"));
        MediaPiece first = source.media("file", "");
        assertThat(first.bytes()).hasSize(512 * 1024).containsOnly(1);
        assertThat(first.last()).isFalse();
        MediaPiece second = source.media("file", first.nextIndex());
        assertThat(second.bytes()).hasSize(256 * 1024).containsOnly(2);
        assertThat(second.last()).isTrue();
        assertFailsWith(Kind.EXPIRED, () -> source.media("old", ""));
        assertFailsWith(Kind.REFUSED, () -> source.pull(0, 1001));
    }

    @Test
    void holdsOneHandleAndFreesEverything() {
        FinanceArchiveSource source = source("right", Duration.ofSeconds(20));
        for (int i = 0; i < 200; i++) {
            source.pull(i, 10);
            source.open(List.of(new Sealed("k", "m" + i), new Sealed("k", "code:10008")));
            source.media("file", "");
        }
        EncryptedRecord told = source.pull(-1, 10).getFirst();
        assertThat(told.seq()).as("handles of the library").isEqualTo(1);
        assertThat(told.msgId()).as("slices, that of this call alone").isEqualTo("1");
    }

    @Test
    void aRecordThatKillsTheLibraryIsRefusedAndThoseAroundItAreRead() {
        FinanceArchiveSource source = source("right", Duration.ofSeconds(20));
        List<Sealed> page = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            page.add(new Sealed("k", i == 20 ? "die" : "m" + i));
        }
        List<Opened> opened = source.open(page);
        assertThat(opened).hasSize(50);
        for (int i = 0; i < 50; i++) {
            assertThat(opened.get(i))
                    .isEqualTo(
                            i == 20
                                    ? new Opened.Refused(FinanceArchiveSource.CRASH)
                                    : new Opened.Message("{\"opened\":\"m" + i + "\",\"with\":\"k\",\"text\":\"中文\"}"));
        }
        assertThat(source.pull(1, 1)).as("the platform lives on").hasSize(1);
    }

    @Test
    void aChildThatDiesInMidPageIsStartedAnewAndThePageIsReadWhole() {
        FinanceArchiveSource source = source("right", Duration.ofSeconds(20));
        List<Sealed> page = new ArrayList<>(Collections.nCopies(10, new Sealed("k", "m")));
        page.set(5, new Sealed("k", "die-once:" + folder.resolve("died")));
        assertThat(source.open(page)).hasSize(10).allMatch(Opened.Message.class::isInstance);
    }

    @Test
    void aChildThatDoesNotAnswerIsEndedAndWhatItHungOnIsRefused() {
        FinanceArchiveSource source = source("right", Duration.ofSeconds(3));
        assertThat(source.open(List.of(new Sealed("k", "a"), new Sealed("k", "hang"), new Sealed("k", "b"))))
                .satisfies(opened -> {
                    assertThat(opened.get(0)).isInstanceOf(Opened.Message.class);
                    assertThat(opened.get(1)).isEqualTo(new Opened.Refused(FinanceArchiveSource.CRASH));
                    assertThat(opened.get(2)).isInstanceOf(Opened.Message.class);
                });
    }

    @Test
    void saysWhyTheLibraryDoesNotBegin() {
        assertFailsWith(
                Kind.REFUSED, () -> source("wrong", Duration.ofSeconds(20)).pull(0, 1));
        assertFailsWith(
                Kind.ADDRESS, () -> source("stranger", Duration.ofSeconds(20)).pull(0, 1));
    }

    @Test
    void aLibraryThatCannotBeLoadedEndsTheChildAlone() {
        ArchiveSourceProperties missing = new ArchiveSourceProperties(
                folder.resolve("libWeWorkFinanceSdk_Java.so").toString(), "", "", Duration.ofSeconds(5));
        // the real child, laid out as in production; the library itself cannot be had here
        FinanceProcess process = new FinanceProcess(
                ChildProgram.command(folder.resolve("child")),
                fields -> greet(fields, "secret", missing.files()),
                Duration.ofSeconds(20));
        FinanceArchiveSource source = new FinanceArchiveSource("wwcorp", process, missing);
        open.add(source);
        assertFailsWith(Kind.LIBRARY, () -> source.pull(0, 1));
        assertFailsWith(Kind.LIBRARY, () -> source.pull(0, 1));
    }

    @Test
    void tellsNobodyTheSecretOnTheCommandLine() {
        assertThat(ChildProgram.command(folder.resolve("child"))).noneMatch(word -> word.contains("secret"));
    }

    @Test
    void framesAreFoundBehindWhateverWasPrinted() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write("noise \u001eWF then ".getBytes(StandardCharsets.UTF_8));
        Frames.write(out, new byte[] {1, 2, 3});
        out.write(new byte[] {0x1e, 0x1e});
        Frames.write(out, new byte[0]);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(Frames.read(in)).containsExactly(1, 2, 3);
        assertThat(Frames.read(in)).isEmpty();
    }

    private FinanceArchiveSource source(String secret, Duration patience) {
        FinanceProcess process = new FinanceProcess(
                ChildProgram.command(System.getProperty("java.class.path"), FakeFinance.class.getName()),
                fields -> greet(fields, secret, List.of()),
                patience);
        FinanceArchiveSource source = new FinanceArchiveSource("wwcorp", process, PROPERTIES);
        open.add(source);
        return source;
    }

    private static void greet(DataOutputStream fields, String secret, List<String> files) throws IOException {
        fields.writeByte(Frames.INIT);
        Frames.text(fields, "wwcorp");
        Frames.text(fields, secret);
        fields.writeInt(files.size());
        for (String file : files) {
            Frames.text(fields, file);
        }
    }

    private static void assertFailsWith(Kind kind, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ArchiveSourceFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }
}
