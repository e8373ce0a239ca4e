package cn.bankscrm.core.referral;

/**
 * How many friends old customers brought to a manager, or to the managers of an institution and all below it.
 *
 * @param institution whether it is an institution
 * @param key its code, or the staff number; empty for staff without a number
 * @param place the institution where the manager works; of an institution its own name
 * @param brought friends added with a customer's code, each counted once with each manager
 * @param certified those of them who are certified customers now
 */
public record ReferralCount(boolean institution, String key, String name, String place, long brought, long certified) {

    public ReferralCount {
        if (certified > brought) {
            throw new IllegalArgumentException("Only who was brought can be certified");
        }
    }
}
