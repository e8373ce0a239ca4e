package cn.bankscrm.web.realname;

import cn.bankscrm.core.realname.Mobile;
import cn.bankscrm.core.realname.PersonName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the form of the phone page.
 *
 * @param version of the consent text that was shown
 * @param agreed whether the box was ticked
 * @param who what WeChat told, sealed
 */
record BindForm(
        @Nullable String name,
        @Nullable String mobile,
        @Nullable String code,
        @Nullable String version,
        @Nullable String agreed,
        @Nullable String who) {

    static final String MOBILE = "mobile";
    static final String CODE = "code";

    static BindForm empty(@Nullable String who) {
        return new BindForm(null, null, null, null, null, who);
    }

    /** The same with the box empty: another text stands beside it. */
    BindForm notAgreed() {
        return new BindForm(name, mobile, code, version, null, who);
    }

    Optional<PersonName> personName() {
        return Optional.ofNullable(name).flatMap(PersonName::read);
    }

    Optional<Mobile> mobileNumber() {
        return Optional.ofNullable(mobile).flatMap(Mobile::read);
    }

    /** The six digits, without the blanks that some keyboards put among them. */
    String digits() {
        return code == null ? "" : code.replaceAll("\\s", "");
    }

    /** The faults by field, as keys of the message bundles. */
    Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        if (personName().isEmpty()) {
            faults.put("name", "bind.name.wrong");
        }
        faults.putAll(proofFaults());
        if (agreed == null) {
            faults.put("agreed", "bind.agreed.missing");
        }
        return faults;
    }

    /** The faults of mobile and code alone. */
    Map<String, String> proofFaults() {
        Map<String, String> faults = new LinkedHashMap<>();
        if (mobileNumber().isEmpty()) {
            faults.put(MOBILE, "bind.mobile.wrong");
        }
        if (!digits().matches("[0-9]{6}")) {
            faults.put(CODE, "bind.code.missing");
        }
        return faults;
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "BindForm[…]";
    }
}
