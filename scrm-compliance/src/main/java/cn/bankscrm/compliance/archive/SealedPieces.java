package cn.bankscrm.compliance.archive;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A file encrypted piece by piece as it comes (AES-256-GCM, a nonce a piece, its number authenticated), so that nothing
 * of it ever lies on a disk in the clear and fetching goes on where it stopped. Form of a piece: length of what follows
 * (4 bytes), nonce (12), ciphertext with tag. That no piece is missing at the end is told by size and digest in the
 * database.
 */
final class SealedPieces {

    static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int LONGEST_PIECE = 16 << 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedPieces() {}

    static byte[] newKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    /**
     * Cuts off whatever lies behind the first bytes.
     *
     * @param bytes how many were fetched, not counting what encryption adds
     * @return the number of pieces that stay; below 0 when the file does not hold these bytes, and was emptied
     */
    static int keepFirst(Path file, long bytes) throws IOException {
        if (!Files.exists(file)) {
            return bytes == 0 ? 0 : -1;
        }
        try (RandomAccessFile pieces = new RandomAccessFile(file.toFile(), "rw")) {
            long counted = 0;
            int number = 0;
            long end = 0;
            while (counted < bytes && end + 4 <= pieces.length()) {
                pieces.seek(end);
                int length = pieces.readInt();
                if (length < NONCE_BYTES + TAG_BYTES || end + 4 + length > pieces.length()) {
                    break;
                }
                counted += length - NONCE_BYTES - TAG_BYTES;
                end += 4 + length;
                number++;
            }
            boolean whole = counted == bytes;
            pieces.setLength(whole ? end : 0);
            return whole ? number : -1;
        }
    }

    /** @param number of the piece, from 0 */
    static void append(Path file, byte[] key, int number, byte[] plain) throws IOException {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, nonce, number, plain, 0, plain.length);
        ByteBuffer piece = ByteBuffer.allocate(4 + nonce.length + sealed.length)
                .putInt(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .flip();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE)) {
            while (piece.hasRemaining()) {
                channel.write(piece);
            }
        }
    }

    /** The file in the clear, decrypted as it is read; a piece that was changed or moved fails. */
    static InputStream open(InputStream sealed, byte[] key) {
        return new Opening(new DataInputStream(new BufferedInputStream(sealed, 1 << 16)), key);
    }

    private static byte[] crypt(int mode, byte[] key, byte[] nonce, int number, byte[] data, int from, int length)
            throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, nonce));
            cipher.updateAAD(ByteBuffer.allocate(4).putInt(number).flip());
            return cipher.doFinal(data, from, length);
        } catch (GeneralSecurityException e) {
            throw new IOException("Piece " + number + " of a chat file cannot be opened", e);
        }
    }

    private static final class Opening extends InputStream {

        private final DataInputStream sealed;
        private final byte[] key;
        private byte[] piece = new byte[0];
        private int at;
        private int number;

        Opening(DataInputStream sealed, byte[] key) {
            this.sealed = sealed;
            this.key = key;
        }

        @Override
        public int read() throws IOException {
            return more() ? piece[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!more()) {
                return -1;
            }
            int taken = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, offset, taken);
            at += taken;
            return taken;
        }

        private boolean more() throws IOException {
            while (at == piece.length) {
                int length;
                try {
                    length = sealed.readInt();
                } catch (EOFException e) {
                    return false;
                }
                if (length < NONCE_BYTES + TAG_BYTES || length > LONGEST_PIECE) {
                    throw new IOException("A chat file is damaged");
                }
                byte[] all = new byte[length];
                sealed.readFully(all);
                piece = crypt(
                        Cipher.DECRYPT_MODE,
                        key,
                        Arrays.copyOf(all, NONCE_BYTES),
                        number++,
                        all,
                        NONCE_BYTES,
                        length - NONCE_BYTES);
                at = 0;
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            sealed.close();
        }
    }
}
