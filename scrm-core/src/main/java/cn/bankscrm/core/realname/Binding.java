package cn.bankscrm.core.realname;

import cn.bankscrm.core.customer.CustomerNo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the bank's own app reports when a signed-in customer binds WeChat: this person in WeChat is that customer.
 *
 * @param mobile as the customer is known to the app; personal data
 * @param boundAt when the customer agreed
 * @param province where the customer was, GB/T 2260; null when not known
 * @param consentVersion the version of the consent text that the customer agreed to
 */
public record Binding(
        WeChatPerson person,
        CustomerNo customer,
        String mobile,
        Instant boundAt,
        @Nullable String province,
        String consentVersion) {

    public Binding {
        if (province != null && !province.matches("[0-9]{6}")) {
            throw new IllegalArgumentException("A province is six digits of GB/T 2260");
        }
        if (consentVersion.isBlank()) {
            throw new IllegalArgumentException("A binding needs the version of the consent text");
        }
    }

    /** Without the mobile number. */
    @Override
    public String toString() {
        return "Binding[" + customer + " since " + boundAt + "]";
    }
}
