package cn.bankscrm.compliance.evidence;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The command {@code keys evidence}: writes a ring of keys that sign the evidence to the standard output, and nothing
 * else. Without an argument a new one; with {@code rotate} the ring that is in {@code SCRM_EVIDENCE_KEYS}, with a new
 * key that signs from then on.
 */
public final class EvidenceKeyRing {

    private static final String VARIABLE = "SCRM_EVIDENCE_KEYS";

    private EvidenceKeyRing() {}

    public static void main(String[] arguments) throws IOException {
        String ring = ring(arguments, System.getenv().getOrDefault(VARIABLE, ""));
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write((ring + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** @throws IllegalArgumentException when what is asked for cannot be done; the message holds no key */
    static String ring(String[] arguments, String present) {
        if (arguments.length == 0) {
            return EvidenceKeys.generate().write();
        }
        if (arguments.length > 1 || !arguments[0].equals("rotate")) {
            throw new IllegalArgumentException("keys evidence takes no argument, or the word rotate");
        }
        if (present.isBlank()) {
            throw new IllegalArgumentException("Put the ring that is to be rotated into " + VARIABLE);
        }
        return EvidenceKeys.parse(present).rotated().write();
    }
}
