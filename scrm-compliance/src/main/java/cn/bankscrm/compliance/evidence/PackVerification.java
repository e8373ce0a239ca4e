package cn.bankscrm.compliance.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verifies a pack by itself: the signature of its manifest, that its files are those of the manifest and no others, and
 * of every record that it has the contents that were chained on a day whose root was signed.
 */
final class PackVerification {

    static final String KEYS = "keys.json";
    static final String DAYS = "days.json";
    static final List<String> RECORDS = List.of("messages.ndjson", "access-log.ndjson");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Optional<KnownKeys> brought;
    private final List<String> faults = new ArrayList<>();
    private final Map<LocalDate, DayStatement> days = new HashMap<>();
    private int records;

    PackVerification(Path file, Optional<KnownKeys> brought) {
        this.file = file;
        this.brought = brought;
    }

    /** @throws IOException when the file cannot be read, or is no pack */
    PackReport verify() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            byte[] manifestBytes = bytes(zip, PackWriter.MANIFEST);
            KnownKeys keys = brought.isPresent() ? brought.get() : KnownKeys.found(keys(zip));
            JsonNode manifest = json(manifestBytes);
            byte[] signature = Base64.getDecoder().decode(bytes(zip, PackWriter.SIGNATURE));
            String key = manifest.path("key").asString("");
            switch (keys.check(key, manifestBytes, signature)) {
                case GOOD -> {}
                case BAD -> fault("清单被改动:签名不符 / the manifest was changed: its signature does not agree");
                case UNKNOWN_KEY -> fault("清单不是本行密钥所签 / the manifest was not signed by a key of this bank");
            }
            int files = files(zip, manifest);
            days(zip, keys);
            for (String name : RECORDS) {
                if (zip.getEntry(name) != null) {
                    records(zip, name);
                }
            }
            if (manifest.path("records").asInt(-1) != records) {
                fault("记录条数与清单不符 / the number of records is not that of the manifest");
            }
            return new PackReport(manifest.path("pack").asString("?"), records, files, keys, faults);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException("不是本平台的证据包 / is no pack of the platform: " + file, e);
        }
    }

    private int files(ZipFile zip, JsonNode manifest) throws IOException {
        Set<String> there = new TreeSet<>();
        zip.stream().map(ZipEntry::getName).forEach(there::add);
        there.remove(PackWriter.MANIFEST);
        there.remove(PackWriter.SIGNATURE);
        int files = 0;
        for (JsonNode line : manifest.path("files")) {
            String name = line.path("name").asString("");
            files++;
            if (!there.remove(name)) {
                fault("文件被删除 / a file was removed: " + name);
            } else if (!HexFormat.of()
                    .formatHex(digest(zip, name))
                    .equals(line.path("sha256").asString(""))) {
                fault("文件被改动 / a file was changed: " + name);
            }
        }
        there.forEach(name -> fault("文件不在清单中 / a file was added: " + name));
        return files;
    }

    private void days(ZipFile zip, KnownKeys keys) throws IOException {
        HexFormat hex = HexFormat.of();
        for (JsonNode line : json(bytes(zip, DAYS))) {
            DayStatement day = new DayStatement(
                    DayStatement.State.valueOf(line.path("state").asString()),
                    LocalDate.parse(line.path("day").asString()),
                    line.path("number").asLong(),
                    DigestAlgorithm.valueOf(line.path("algorithm").asString()),
                    line.path("first").asLong(),
                    line.path("last").asLong(),
                    hex.parseHex(line.path("root").asString()),
                    hex.parseHex(line.path("link").asString()),
                    hex.parseHex(line.path("previous").asString()),
                    Instant.parse(line.path("signed").asString()),
                    line.path("key").asString());
            byte[] signature = Base64.getDecoder().decode(line.path("signature").asString());
            switch (keys.check(day.keyId(), day.bytes(), signature)) {
                case GOOD -> days.put(day.day(), day);
                case BAD -> fault("%s 的封存内容或签名被改动 / the seal of the day was changed".formatted(day.day()));
                case UNKNOWN_KEY ->
                    fault("%s 的封存不是本行密钥所签 / the seal of the day was not signed by a key of this bank"
                            .formatted(day.day()));
            }
        }
    }

    private void records(ZipFile zip, String name) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(zip.getInputStream(zip.getEntry(name)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                records++;
                record(json(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private void record(JsonNode line) {
        RecordKind kind = RecordKind.valueOf(line.path("kind").asString());
        long id = line.path("id").asLong();
        String named = "%s %d".formatted(kind.chinese(), id);
        List<@Nullable String> values = new ArrayList<>();
        for (String field : kind.fields()) {
            JsonNode value = line.path("fields").path(field);
            values.add(value.isString() ? value.asString() : null);
        }
        Instant at = Instant.parse(line.path("at").asString());
        ChainedRecord record = new ChainedRecord(kind, id, at, values);
        JsonNode raw = line.path("raw");
        if (raw.isString()
                && !HexFormat.of()
                        .formatHex(DigestAlgorithm.SHA_256.of(raw.asString()))
                        .equals(record.value("raw"))) {
            fault(named + ":原文被改动 / the raw message was changed");
        }
        JsonNode proof = line.path("proof");
        if (!proof.isObject()) {
            fault(named + ":没有存证 / has no proof");
            return;
        }
        DayStatement day = days.get(LocalDate.parse(proof.path("day").asString()));
        if (day == null || !proves(record, proof, day)) {
            fault(named + ":内容或证明被改动 / the contents or the proof were changed");
        }
    }

    private static boolean proves(ChainedRecord record, JsonNode proof, DayStatement day) {
        DigestAlgorithm algorithm = day.algorithm();
        byte[] leaf = Leaf.hash(
                algorithm,
                record.kind(),
                record.id(),
                record.at(),
                Instant.parse(proof.path("queued").asString()),
                record.digest(algorithm));
        List<byte[]> path = new ArrayList<>();
        proof.path("path").forEach(hash -> path.add(HexFormat.of().parseHex(hash.asString())));
        return MerkleTree.holds(
                algorithm, leaf, proof.path("place").asLong() - day.first(), day.leaves(), path, day.root());
    }

    private static List<byte[]> keys(ZipFile zip) throws IOException {
        List<byte[]> keys = new ArrayList<>();
        json(bytes(zip, KEYS)).forEach(key -> keys.add(Base64.getDecoder().decode(key.asString())));
        return keys;
    }

    private static JsonNode json(byte[] bytes) {
        return JSON.readTree(bytes);
    }

    private static byte[] bytes(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("证据包缺少 / the pack lacks " + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static byte[] digest(ZipFile zip, String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    private void fault(String told) {
        faults.add(told);
    }
}
