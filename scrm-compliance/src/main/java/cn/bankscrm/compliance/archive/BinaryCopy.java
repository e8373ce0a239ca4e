package cn.bankscrm.compliance.archive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary form of PostgreSQL's COPY.
 *
 * <p>Source: PostgreSQL 18 documentation, COPY, "Binary Format", and the receive functions of the types.
 */
final class BinaryCopy {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int TEXT_OID = 25;

    private byte[] bytes = new byte[256 * 1024];
    private int size;

    BinaryCopy() {
        raw(HEADER);
    }

    void row(int columns) {
        shortNumber(columns);
    }

    void nothing() {
        number(-1);
    }

    void bigint(long value) {
        number(8);
        number((int) (value >>> 32));
        number((int) value);
    }

    void bigint(@Nullable Long value) {
        if (value == null) {
            nothing();
        } else {
            bigint(value.longValue());
        }
    }

    void bool(boolean value) {
        number(1);
        raw(new byte[] {(byte) (value ? 1 : 0)});
    }

    void time(Instant value) {
        bigint(ChronoUnit.MICROS.between(EPOCH, value));
    }

    void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(byte @Nullable [] value) {
        if (value == null) {
            nothing();
        } else {
            number(value.length);
            raw(value);
        }
    }

    void texts(List<String> values) {
        List<byte[]> elements = values.stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
        number((values.isEmpty() ? 12 : 20)
                + elements.stream().mapToInt(element -> 4 + element.length).sum());
        number(values.isEmpty() ? 0 : 1);
        number(0);
        number(TEXT_OID);
        if (!values.isEmpty()) {
            number(values.size());
            number(1);
            elements.forEach(this::bytes);
        }
    }

    /** Everything, ready to be sent. */
    byte[] end() {
        shortNumber(-1);
        return Arrays.copyOf(bytes, size);
    }

    private void shortNumber(int value) {
        raw(new byte[] {(byte) (value >> 8), (byte) value});
    }

    private void number(int value) {
        raw(new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
    }

    private void raw(byte[] value) {
        if (size + value.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + value.length));
        }
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }
}
