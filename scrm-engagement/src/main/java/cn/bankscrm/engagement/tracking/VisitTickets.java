package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.privacy.FieldCipher;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a page carries so that it may speak of one visit, and what the link carries when it is passed on: signed for one
 * code and one purpose, and without anything of the reader but a few bits of a digest.
 */
@Component
class VisitTickets {

    private static final String FIELD = "tracked.visit";
    private static final String VISITOR = "tracked.visitor";
    private static final int CHECK = 8;
    private static final int SEEN = Long.BYTES + Long.BYTES;
    private static final int MARK = Integer.BYTES;
    private static final int SHARED = SEEN + 1 + MARK;
    private static final int VISITOR_BYTES = 12;

    private final FieldCipher cipher;

    VisitTickets(FieldCipher cipher) {
        this.cipher = cipher;
    }

    /** From whose hands a link came: the visit, its depth, and a hint at whose it was. */
    record Shared(VisitId visit, int depth, int hint) {}

    /** The digest by which a browser's mark is stored. */
    String visitor(Visitor visitor) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(cipher.digest(VISITOR, visitor.mark()), VISITOR_BYTES));
    }

    /** Few bits of the visitor's digest: enough to know oneself, not enough to be known by. */
    static int hint(String visitor) {
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(visitor)).getInt();
    }

    String forPage(String code, VisitId visit) {
        return sign(
                "seen\n" + code,
                ByteBuffer.allocate(SEEN)
                        .putLong(visit.value())
                        .putLong(visit.openedAt().toEpochMilli())
                        .array());
    }

    Optional<VisitId> ofPage(String code, String ticket) {
        return verify("seen\n" + code, ticket, SEEN).map(VisitTickets::visit);
    }

    String forPassingOn(String code, VisitId visit, Reader reader) {
        return sign(
                "shared\n" + code,
                ByteBuffer.allocate(SHARED)
                        .putLong(visit.value())
                        .putLong(visit.openedAt().toEpochMilli())
                        .put((byte) reader.depth())
                        .putInt(hint(reader.visitor()))
                        .array());
    }

    Optional<Shared> ofPassingOn(String code, String ticket) {
        return verify("shared\n" + code, ticket, SHARED)
                .map(payload -> new Shared(visit(payload), payload.get(), payload.getInt()));
    }

    private static VisitId visit(ByteBuffer payload) {
        return new VisitId(payload.getLong(), Instant.ofEpochMilli(payload.getLong()));
    }

    private String sign(String what, byte[] payload) {
        byte[] signed = Arrays.copyOf(payload, payload.length + CHECK);
        System.arraycopy(check(what, payload), 0, signed, payload.length, CHECK);
        return Base62.write(signed);
    }

    private Optional<ByteBuffer> verify(String what, String ticket, int length) {
        return Base62.read(ticket, length + CHECK)
                .filter(read -> MessageDigest.isEqual(
                        check(what, Arrays.copyOf(read, length)), Arrays.copyOfRange(read, length, length + CHECK)))
                .map(read -> ByteBuffer.wrap(read, 0, length));
    }

    private byte[] check(String what, byte[] payload) {
        return Arrays.copyOf(
                cipher.digest(FIELD, what + "\n" + Base64.getEncoder().encodeToString(payload)), CHECK);
    }
}
