package cn.bankscrm.compliance.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands, in the form in which it is digested: its kind, and every field by name with its value as text
 * or that there is none. Number and time are not part of it: the leaf binds them.
 *
 * @param values in the order of the kind's fields
 */
record ChainedRecord(RecordKind kind, long id, Instant at, List<@Nullable String> values) {

    ChainedRecord {
        values = Collections.unmodifiableList(new ArrayList<>(values));
        if (values.size() != kind.fields().size()) {
            throw new IllegalArgumentException(
                    "A record of " + kind + " has " + kind.fields().size() + " fields");
        }
    }

    byte[] digest(DigestAlgorithm algorithm) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        put(bytes, "bankscrm " + kind.name() + " 1");
        for (int i = 0; i < values.size(); i++) {
            put(bytes, kind.fields().get(i));
            String value = values.get(i);
            if (value == null) {
                bytes.write(0);
            } else {
                bytes.write(1);
                put(bytes, value);
            }
        }
        return algorithm.of(bytes.toByteArray());
    }

    @Nullable
    String value(String field) {
        return values.get(kind.fields().indexOf(field));
    }

    private static void put(ByteArrayOutputStream bytes, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(utf8.length).array());
        bytes.writeBytes(utf8);
    }

    /** Values may be personal data. */
    @Override
    public String toString() {
        return "ChainedRecord[" + kind + " " + id + "]";
    }
}
