package cn.bankscrm.web.security;

import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** What a password must be. */
public final class PasswordRules {

    static final String IN_WORDS =
            "10 to 128 characters, of at least three of the four kinds (capital and small letters, "
                    + "digits, others), and without the user name";

    private static final int SHORTEST = 10;
    private static final int LONGEST = 128;
    private static final int KINDS = 3;

    private PasswordRules() {}

    public static boolean allow(String username, String password) {
        return password.length() >= SHORTEST
                && password.length() <= LONGEST
                && kinds(password) >= KINDS
                && !password.toLowerCase(Locale.ROOT).contains(username.toLowerCase(Locale.ROOT));
    }

    private static long kinds(String password) {
        IntPredicate other = c -> !Character.isLetterOrDigit(c);
        return Stream.<IntPredicate>of(Character::isUpperCase, Character::isLowerCase, Character::isDigit, other)
                .filter(kind -> password.codePoints().anyMatch(kind))
                .count();
    }
}
