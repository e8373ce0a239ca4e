package cn.bankscrm.core.privacy;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The command {@code keys}: writes a key ring for personal data to the standard output, and nothing else, so that it
 * can go straight into a file or a secret store. Without an argument a new one; with {@code rotate} the ring that is in
 * {@code SCRM_PRIVACY_KEYS}, with a new key by which values are encrypted from then on, and all old ones to read by.
 * The ring is never an argument: those are there for everybody on the machine to see.
 */
public final class KeyRing {

    private static final String VARIABLE = "SCRM_PRIVACY_KEYS";

    private KeyRing() {}

    public static void main(String[] arguments) throws IOException {
        String ring = ring(arguments, System.getenv().getOrDefault(VARIABLE, ""));
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write((ring + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** @throws IllegalArgumentException when what is asked for cannot be done; the message holds no key */
    static String ring(String[] arguments, String present) {
        if (arguments.length == 0) {
            return PrivacyKeys.generate().write();
        }
        if (arguments.length > 1 || !arguments[0].equals("rotate")) {
            throw new IllegalArgumentException("keys takes no argument, or the word rotate");
        }
        if (present.isBlank()) {
            throw new IllegalArgumentException("Put the ring that is to be rotated into " + VARIABLE);
        }
        return PrivacyKeys.parse(present).rotated().write();
    }
}
