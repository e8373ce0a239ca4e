package cn.bankscrm.web.maintenance;

import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.maintenance.ContactBand;
import cn.bankscrm.core.maintenance.WaitingCustomer;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in the list as addresses hold it: {@code <band>-<aum>-<id>}. */
final class WaitingPositions {

    private static final Pattern WRITTEN =
            Pattern.compile("(NEVER|OVER_90|UP_TO_90|UP_TO_60|UP_TO_30)-(-?\\d{1,16}\\.\\d{2})-(\\d{1,18})");

    private WaitingPositions() {}

    static Optional<WaitingCustomer.Position> read(@Nullable String written) {
        Matcher parts = WRITTEN.matcher(written == null ? "" : written);
        return parts.matches()
                ? Optional.of(new WaitingCustomer.Position(
                        ContactBand.valueOf(parts.group(1)),
                        new BigDecimal(parts.group(2)),
                        new CustomerId(Long.parseLong(parts.group(3)))))
                : Optional.empty();
    }

    static String write(WaitingCustomer last) {
        return last.band() + "-" + last.aum().setScale(2).toPlainString() + "-"
                + last.id().value();
    }
}
