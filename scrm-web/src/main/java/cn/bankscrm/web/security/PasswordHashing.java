package cn.bankscrm.web.security;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Argon2id for passwords and client secrets.
 *
 * <p>Source: OWASP Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane), as read 2026-11.
 */
@Configuration(proxyBeanMethods = false)
class PasswordHashing {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;

    @Bean
    PasswordEncoder passwordEncoder() {
        return new Bounded(new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES));
    }

    /** At most two at a time per processor: a flood of wrong passwords waits here instead of eating the memory. */
    private static final class Bounded implements PasswordEncoder {

        private final PasswordEncoder argon2;
        private final Semaphore room = new Semaphore(2 * Runtime.getRuntime().availableProcessors());

        Bounded(PasswordEncoder argon2) {
            this.argon2 = argon2;
        }

        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            room.acquireUninterruptibly();
            try {
                return argon2.encode(password);
            } finally {
                room.release();
            }
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            room.acquireUninterruptibly();
            try {
                return argon2.matches(password, hash);
            } finally {
                room.release();
            }
        }
    }
}
