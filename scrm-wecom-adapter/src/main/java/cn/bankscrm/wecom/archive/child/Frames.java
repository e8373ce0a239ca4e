package cn.bankscrm.wecom.archive.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * How the platform and the child talk, over the child's standard input and output: a mark of eight bytes, the length of
 * what follows (4 bytes), and that. Whatever a native library prints between two frames is passed over.
 */
public final class Frames {

    /** Asks: corp id, secret, number of files, files. */
    public static final int INIT = 1;

    /** Asks: seq, limit, proxy, password, seconds. Answer: JSON. */
    public static final int PULL = 2;

    /** Asks: number, then key and message of each. Answer: a frame for each as soon as it is done. */
    public static final int OPEN = 3;

    /** Asks: index, file id, proxy, password, seconds. Answer: bytes, next index, whether it was the last. */
    public static final int MEDIA = 4;

    private static final byte[] MARK = {0x1e, 'W', 'F', 'N', (byte) 0xc3, 0x28, 0x01, 0x1f};
    private static final int LONGEST = 256 << 20;

    private Frames() {}

    public static void write(DataOutputStream out, byte[] payload) throws IOException {
        out.write(MARK);
        out.writeInt(payload.length);
        out.write(payload);
        out.flush();
    }

    /** @throws EOFException when the other side is gone */
    public static byte[] read(DataInputStream in) throws IOException {
        int matched = 0;
        while (matched < MARK.length) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            if ((byte) next == MARK[matched]) {
                matched++;
            } else {
                matched = (byte) next == MARK[0] ? 1 : 0;
            }
        }
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("A frame has an impossible length");
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return payload;
    }

    /** Texts of any length. */
    public static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    public static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    public static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("A field has an impossible length");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
