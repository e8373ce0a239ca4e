package cn.bankscrm.compliance.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The ZIP as it is written: file by file, each digested on its way, the signed manifest last. */
final class PackWriter implements AutoCloseable {

    static final String MANIFEST = "manifest.json";
    static final String SIGNATURE = "manifest.sig";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ZipOutputStream zip;
    private final EvidenceKeys keys;
    private final List<Map<String, @Nullable Object>> files = new ArrayList<>();

    PackWriter(Path file, EvidenceKeys keys) throws IOException {
        this.zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8);
        this.keys = keys;
    }

    /** What writes a file's bytes. */
    interface Contents {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @return the SHA-256 of its contents, in hexadecimal */
    String file(String name, Contents contents) throws IOException {
        MessageDigest digest = sha256();
        long[] size = {0};
        zip.putNextEntry(new ZipEntry(name));
        contents.writeTo(new DigestOutputStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        zip.write(b);
                        size[0]++;
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        zip.write(bytes, offset, length);
                        size[0] += length;
                    }
                },
                digest));
        zip.closeEntry();
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("name", name);
        String sha256 = HexFormat.of().formatHex(digest.digest());
        line.put("sha256", sha256);
        line.put("size", size[0]);
        files.add(line);
        return sha256;
    }

    void json(String name, Object value) throws IOException {
        file(name, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value)));
    }

    void text(String name, String text) throws IOException {
        file(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes and signs the manifest. */
    void finish(PackTitle title, String selection, int records) throws IOException {
        Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
        manifest.put("format", "bankscrm evidence pack 1");
        manifest.put("pack", title.name());
        manifest.put("made", title.made().toString());
        manifest.put("by", title.order().by());
        manifest.put("approvedBy", title.order().approvedBy());
        manifest.put("reason", title.order().reason());
        manifest.put("recipient", title.order().recipient());
        manifest.put("selection", selection);
        manifest.put("records", records);
        manifest.put("key", keys.current());
        manifest.put("files", files);
        byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        plain(MANIFEST, bytes);
        plain(SIGNATURE, Base64.getEncoder().encode(keys.sign(bytes)));
    }

    private void plain(String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
