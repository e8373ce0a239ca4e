package cn.bankscrm.web.tracking;

import cn.bankscrm.web.realname.BankName;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The bank's name for pages that are opened by the thousand: at most a minute old. */
@Component
class KnownBankName {

    private static final Duration LIFE = Duration.ofMinutes(1);

    private final BankName bank;
    private final Clock clock;
    private volatile @Nullable Known known;

    private record Known(String name, long until) {}

    KnownBankName(BankName bank, Clock clock) {
        this.bank = bank;
        this.clock = clock;
    }

    String get() {
        Known last = known;
        long now = clock.millis();
        if (last == null || last.until <= now) {
            last = new Known(bank.get(), now + LIFE.toMillis());
            known = last;
        }
        return last.name;
    }
}
