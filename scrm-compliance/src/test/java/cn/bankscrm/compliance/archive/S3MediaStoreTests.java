package cn.bankscrm.compliance.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3MediaStoreTests {

    @TempDir
    Path folder;

    private S3StandIn bucket;
    private S3MediaStore store;

    @BeforeEach
    void begin() throws IOException {
        bucket = new S3StandIn("AKTEST");
        store = store("AKTEST");
    }

    @AfterEach
    void end() {
        store.close();
        bucket.close();
    }

    @Test
    void keepsFilesUnderTheirNamesAndReadsThemBack() throws IOException {
        byte[] contents = new byte[300_000];
        new Random(1).nextBytes(contents);
        store.put("ab12.7", file(contents));
        assertThat(bucket.objects).containsOnlyKeys("/chats/scrm/ab12.7");
        assertThat(read("ab12.7")).isEqualTo(contents);

        store.put("ab12.7", file(new byte[] {1, 2, 3}));
        assertThat(read("ab12.7")).containsExactly(1, 2, 3);

        store.delete("ab12.7");
        store.delete("ab12.7");
        assertThatIOException().isThrownBy(() -> store.open("ab12.7")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void triesAgainWhenTheStoreIsBusy() throws IOException {
        bucket.busy.set(2);
        store.put("ab12.7", file(new byte[] {4}));
        assertThat(read("ab12.7")).containsExactly(4);
    }

    @Test
    void takesNothingForKeptThatTheStoreHasNot() throws IOException {
        bucket.forgetful = true;
        Path file = file(new byte[] {5, 6});
        assertThatIOException().isThrownBy(() -> store.put("ab12.7", file)).withMessageContaining("something else");
    }

    @Test
    void failsWithoutTellingKeysWhenTheStoreKnowsUsNot() throws IOException {
        Path file = file(new byte[] {5, 6});
        try (S3MediaStore stranger = store("AKSTRANGER")) {
            assertThatIOException()
                    .isThrownBy(() -> stranger.put("ab12.7", file))
                    .withMessageNotContaining("secret")
                    .satisfies(e -> assertThat(e).isNotInstanceOf(NoSuchFileException.class));
        }
    }

    @Test
    void needsKeysWithABucket() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new S3Properties(null, "us-east-1", "chats", "", "AK", ""));
        assertThat(new S3Properties(null, "us-east-1", "", "", "", "").isOn()).isFalse();
        assertThat(new S3Properties(null, "us-east-1", "chats", "", "AK", "geheim").toString())
                .doesNotContain("geheim");
    }

    private S3MediaStore store(String accessKey) {
        return new S3MediaStore(
                new S3Properties(bucket.endpoint(), "us-east-1", "chats", "scrm/", accessKey, "secret"));
    }

    private Path file(byte[] contents) throws IOException {
        return Files.write(Files.createTempFile(folder, "file", null), contents);
    }

    private byte[] read(String name) throws IOException {
        try (InputStream in = store.open(name)) {
            return in.readAllBytes();
        }
    }
}
