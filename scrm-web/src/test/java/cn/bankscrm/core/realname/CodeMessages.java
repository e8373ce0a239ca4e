package cn.bankscrm.core.realname;

import java.time.Duration;

/** Messages as only the real-name package makes them, for tests of what carries them. */
public final class CodeMessages {

    private CodeMessages() {}

    public static CodeMessage of(String bank, String code) {
        return new CodeMessage(bank, code, Duration.ofMinutes(5), CodeMessage.Purpose.CERTIFY);
    }
}
