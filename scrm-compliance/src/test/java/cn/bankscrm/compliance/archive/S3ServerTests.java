package cn.bankscrm.compliance.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Random;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against S3Proxy, a server that speaks S3 and works out every signature (version 4) and digest itself. */
class S3ServerTests {

    private static final String SECRET = "a secret of forty characters, as of Amazon";
    private static final BlobStore BUCKETS = BlobStores.create("transient-nio2", new Properties());
    private static final S3Proxy SERVER = S3Proxy.builder()
            .blobStore(BUCKETS)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "AKTEST", SECRET)
            .build();

    @TempDir
    private Path folder;

    @BeforeAll
    static void begins() throws Exception {
        BUCKETS.createContainer("chats");
        SERVER.start();
    }

    @AfterAll
    static void ends() throws Exception {
        SERVER.stop();
        BUCKETS.close();
    }

    @Test
    void keepsFilesUnderTheirNamesReplacesAndDeletesThem() throws IOException {
        byte[] contents = new byte[3_000_000];
        new Random(1).nextBytes(contents);
        try (S3MediaStore store = store("chats", "AKTEST", SECRET)) {
            store.put("ab12.7", file(contents));
            assertThat(BUCKETS.blobExists("chats", "scrm/ab12.7")).isTrue();
            assertThat(read(store, "ab12.7")).isEqualTo(contents);

            store.put("ab12.7", file(new byte[] {1, 2, 3}));
            assertThat(read(store, "ab12.7")).containsExactly(1, 2, 3);
            store.put("empty.8", file(new byte[0]));
            assertThat(read(store, "empty.8")).isEmpty();

            store.delete("ab12.7");
            store.delete("ab12.7");
            assertThat(BUCKETS.blobExists("chats", "scrm/ab12.7")).isFalse();
            assertThatIOException().isThrownBy(() -> store.open("ab12.7")).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void aSealedFileComesBackPieceByPieceAndWhatWasChangedInTheStoreIsNoticed() throws IOException {
        byte[] key = SealedPieces.newKey();
        byte[] piece = new byte[100_000];
        new Random(2).nextBytes(piece);
        Path sealed = folder.resolve("sealed");
        SealedPieces.append(sealed, key, 0, piece);
        SealedPieces.append(sealed, key, 1, piece);
        try (S3MediaStore store = store("chats", "AKTEST", SECRET)) {
            store.put("sealed.9", sealed);
            try (InputStream in = SealedPieces.open(store.open("sealed.9"), key)) {
                assertThat(in.readNBytes(piece.length)).isEqualTo(piece);
                assertThat(in.readAllBytes()).isEqualTo(piece);
            }
            byte[] changed = Files.readAllBytes(sealed);
            changed[70_000] ^= 1;
            store.put("sealed.9", file(changed));
            assertThatIOException().isThrownBy(() -> {
                try (InputStream in = SealedPieces.open(store.open("sealed.9"), key)) {
                    in.readAllBytes();
                }
            });
        }
    }

    @Test
    void isRefusedWithAnotherSecretOrForABucketThatThereIsNotAndTellsNeither() throws IOException {
        Path file = file(new byte[] {5, 6});
        try (S3MediaStore stranger = store("chats", "AKTEST", "another secret of about forty characters");
                S3MediaStore unknown = store("chats", "AKSTRANGER", SECRET);
                S3MediaStore lost = store("nowhere", "AKTEST", SECRET)) {
            for (S3MediaStore store : new S3MediaStore[] {stranger, unknown, lost}) {
                assertThatIOException()
                        .isThrownBy(() -> store.put("cd34.7", file))
                        .withMessageNotContaining("secret")
                        .satisfies(e -> assertThat(e).isNotInstanceOf(NoSuchFileException.class));
            }
        }
        assertThat(BUCKETS.blobExists("chats", "scrm/cd34.7")).isFalse();
    }

    private static S3MediaStore store(String bucket, String accessKey, String secret) {
        return new S3MediaStore(new S3Properties(
                URI.create("http://127.0.0.1:" + SERVER.getPort()), "cn-north-1", bucket, "scrm/", accessKey, secret));
    }

    private Path file(byte[] contents) throws IOException {
        return Files.write(Files.createTempFile(folder, "file", null), contents);
    }

    private static byte[] read(S3MediaStore store, String name) throws IOException {
        try (InputStream in = store.open(name)) {
            return in.readAllBytes();
        }
    }
}
