package cn.bankscrm.core.importing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Looks at a file while it passes by: its size, its digest, and how its text is encoded. Every byte is looked at, so
 * that one odd character on the last page still tells GB18030 from UTF-8.
 */
final class ArrivingFile extends FilterInputStream {

    private static final Charset GB18030 = Charset.forName("GB18030");

    private final MessageDigest digest = sha256();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer decoded = CharBuffer.allocate(16 * 1024);
    private final ByteBuffer pending = ByteBuffer.allocate(16 * 1024);
    private boolean validUtf8 = true;
    private boolean binary;
    private long size;

    ArrivingFile(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        if (n > 0) {
            size += n;
            digest.update(bytes, offset, n);
            look(bytes, offset, n);
        }
        return n;
    }

    private void look(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length && !binary; i++) {
            binary = bytes[i] == 0;
        }
        int from = offset;
        while (validUtf8 && from < offset + length) {
            int n = Math.min(pending.remaining(), offset + length - from);
            pending.put(bytes, from, n);
            from += n;
            decode(false);
        }
    }

    private void decode(boolean end) {
        pending.flip();
        CoderResult result;
        do {
            decoded.clear();
            result = utf8.decode(pending, decoded, end);
        } while (result.isOverflow());
        validUtf8 = !result.isError();
        pending.compact();
    }

    long size() {
        return size;
    }

    byte[] digest() {
        return digest.digest();
    }

    /** To be asked at the end. Empty: no text at all, there are zero bytes in it. */
    Optional<Charset> charset() {
        if (binary) {
            return Optional.empty();
        }
        if (validUtf8) {
            decode(true);
        }
        return Optional.of(validUtf8 ? StandardCharsets.UTF_8 : GB18030);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
