package cn.bankscrm.core.importing;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows in the binary form of PostgreSQL's COPY.
 *
 * <p>Source: PostgreSQL 18 documentation, COPY, "Binary Format", and the receive functions of the types.
 */
final class CopyBuffer {

    static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
    private static final OffsetDateTime EPOCH_INSTANT = OffsetDateTime.parse("2000-01-01T00:00:00Z");

    private byte[] bytes = new byte[256 * 1024];
    private int size;

    void row(int columns) {
        reserve(2);
        bytes[size++] = (byte) (columns >> 8);
        bytes[size++] = (byte) columns;
    }

    void nothing() {
        reserve(4);
        writeInt(-1);
    }

    void bigint(long value) {
        reserve(12);
        writeInt(8);
        writeInt((int) (value >>> 32));
        writeInt((int) value);
    }

    void smallint(int value) {
        reserve(6);
        writeInt(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    void bool(boolean value) {
        reserve(5);
        writeInt(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    /** An empty text becomes null. */
    void text(String value) {
        if (value.isEmpty()) {
            nothing();
        } else {
            bytes(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    void bytes(byte @Nullable [] value) {
        if (value == null) {
            nothing();
            return;
        }
        reserve(4 + value.length);
        writeInt(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void date(@Nullable LocalDate value) {
        if (value == null) {
            nothing();
            return;
        }
        reserve(8);
        writeInt(4);
        writeInt((int) ChronoUnit.DAYS.between(EPOCH, value));
    }

    void time(@Nullable OffsetDateTime value) {
        if (value == null) {
            nothing();
            return;
        }
        bigint(ChronoUnit.MICROS.between(EPOCH_INSTANT, value));
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void writeInt(int value) {
        bytes[size++] = (byte) (value >> 24);
        bytes[size++] = (byte) (value >> 16);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
