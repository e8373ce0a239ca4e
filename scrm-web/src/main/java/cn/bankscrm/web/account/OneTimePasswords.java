package cn.bankscrm.web.account;

import cn.bankscrm.web.security.PasswordRules;
import java.security.SecureRandom;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes passwords that one person reads out to another: without letters that look alike, in groups. */
@Component
class OneTimePasswords {

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int GROUPS = 4;
    private static final int GROUP = 4;

    private final SecureRandom random = new SecureRandom();

    String next(String username) {
        String password;
        do {
            password = random.ints(GROUPS, 0, Integer.MAX_VALUE)
                    .mapToObj(ignored -> group())
                    .collect(Collectors.joining("-"));
        } while (!PasswordRules.allow(username, password));
        return password;
    }

    private String group() {
        return random.ints(GROUP, 0, LETTERS.length())
                .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
                .collect(Collectors.joining());
    }
}
