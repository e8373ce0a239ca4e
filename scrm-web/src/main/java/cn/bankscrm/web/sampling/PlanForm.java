package cn.bankscrm.web.sampling;

import cn.bankscrm.compliance.sampling.PlanRules;
import cn.bankscrm.compliance.sampling.RiskSign;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is typed.
 *
 * @param share in percent
 * @param second in percent
 */
public record PlanForm(
        @Nullable String name,
        @Nullable BigDecimal share,
        @Nullable Integer least,
        @Nullable BigDecimal second,
        @Nullable BigDecimal alert,
        @Nullable BigDecimal complaint,
        @Nullable BigDecimal newStaff,
        @Nullable BigDecimal highValue,
        @Nullable Integer newStaffDays,
        @Nullable BigDecimal highValueAum) {

    static final int LONGEST_NAME = 60;

    /** What a bank may begin with. */
    static PlanForm usual() {
        return new PlanForm(
                null,
                new BigDecimal(2),
                5,
                new BigDecimal(10),
                new BigDecimal(5),
                new BigDecimal(5),
                new BigDecimal(2),
                new BigDecimal(1),
                90,
                new BigDecimal(1_000_000));
    }

    /** Empty when something is missing or out of bounds. */
    Optional<PlanRules> rules() {
        if (share == null
                || least == null
                || second == null
                || alert == null
                || complaint == null
                || newStaff == null
                || highValue == null
                || newStaffDays == null
                || highValueAum == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PlanRules(
                    share.movePointLeft(2),
                    least,
                    second.movePointLeft(2),
                    Map.of(
                            RiskSign.ALERT, alert,
                            RiskSign.COMPLAINT, complaint,
                            RiskSign.NEW_STAFF, newStaff,
                            RiskSign.HIGH_VALUE, highValue),
                    newStaffDays,
                    highValueAum));
        } catch (IllegalArgumentException outOfBounds) {
            return Optional.empty();
        }
    }
}
