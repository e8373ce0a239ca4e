package cn.bankscrm.core.privacy;

import java.io.IOException;

/** The command {@code keys}: a ring of keys for personal data; see {@link KeyRingCommand}. */
public final class KeyRing {

    static final KeyRingCommand COMMAND = new KeyRingCommand(
            "keys",
            "SCRM_PRIVACY_KEYS",
            () -> PrivacyKeys.generate().write(),
            present -> PrivacyKeys.parse(present).rotated().write());

    private KeyRing() {}

    public static void main(String[] arguments) throws IOException {
        COMMAND.run(arguments);
    }
}
