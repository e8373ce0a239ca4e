package cn.bankscrm.wecom.archive;

import cn.bankscrm.compliance.archive.ArchiveSourceFailure;
import cn.bankscrm.compliance.archive.ArchiveSourceFailure.Kind;
import cn.bankscrm.compliance.archive.ChatArchiveSource;
import cn.bankscrm.compliance.archive.EncryptedRecord;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The simulator, over paths that WeCom does not have: its native library stands behind no HTTP. Random keys are sealed
 * as WeCom seals them; messages with AES-256-CBC, the vector before them.
 */
final class SimulatedArchiveSource implements ChatArchiveSource {

    private static final int UNREADABLE = 10008;
    private static final int VECTOR_BYTES = 16;

    private final WeComApi api;
    private final String corpId;

    SimulatedArchiveSource(WeComApi api, String corpId) {
        this.api = api;
        this.corpId = corpId;
    }

    private record ChatEntry(
            long seq,
            @Nullable String msgid,
            int publickeyVer,
            @Nullable String encryptRandomKey,
            @Nullable String encryptChatMsg) {

        EncryptedRecord entry() {
            return new EncryptedRecord(
                    seq,
                    Objects.requireNonNullElse(msgid, ""),
                    publickeyVer,
                    Objects.requireNonNullElse(encryptRandomKey, ""),
                    Objects.requireNonNullElse(encryptChatMsg, ""));
        }
    }

    private record Page(@Nullable List<ChatEntry> chatdata) {}

    private record Piece(@Nullable String data, @Nullable String outindexbuf, int isFinish) {}

    @Override
    public String name() {
        return corpId;
    }

    @Override
    public List<EncryptedRecord> pull(long afterSeq, int limit) {
        return asked(() -> api.post(
                WeComApp.ARCHIVE,
                "msgaudit/sim_get_chat_data",
                Map.of("seq", afterSeq, "limit", limit),
                Page.class,
                page -> WeComApi.need(page.chatdata(), "chatdata").stream()
                        .map(ChatEntry::entry)
                        .toList()));
    }

    @Override
    public List<Opened> open(List<Sealed> records) {
        return records.stream().map(SimulatedArchiveSource::open).toList();
    }

    @Override
    public MediaPiece media(String sdkFileId, String index) {
        return asked(() -> api.post(
                WeComApp.ARCHIVE,
                "msgaudit/sim_get_media_data",
                Map.of("sdkfileid", sdkFileId, "indexbuf", index),
                Piece.class,
                piece -> new MediaPiece(
                        Base64.getDecoder().decode(WeComApi.need(piece.data(), "data")),
                        WeComApi.need(piece.outindexbuf(), "outindexbuf"),
                        piece.isFinish() == 1)));
    }

    private static Opened open(Sealed sealed) {
        try {
            byte[] all = Base64.getDecoder().decode(sealed.ciphertext());
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(HexFormat.of().parseHex(sealed.randomKey()), "AES"),
                    new IvParameterSpec(all, 0, VECTOR_BYTES));
            return new Opened.Message(
                    new String(aes.doFinal(all, VECTOR_BYTES, all.length - VECTOR_BYTES), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return new Opened.Refused(UNREADABLE);
        }
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (WeComFailure failure) {
            throw new ArchiveSourceFailure(kind(failure), failure.code());
        }
    }

    private static Kind kind(WeComFailure failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, BUSY, RATE_LIMITED -> Kind.UNREACHABLE;
            case MALFORMED -> Kind.MALFORMED;
            default -> FinanceCodes.kind(failure.code());
        };
    }
}
