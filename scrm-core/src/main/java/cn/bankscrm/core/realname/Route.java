package cn.bankscrm.core.realname;

import java.util.Locale;

/** By which way a customer is certified. */
public enum Route {
    /** The bank's app, which signed the customer in. */
    APP,
    /** The link that a manager sent to a friend. */
    LINK;

    /** As tables and imports write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Route of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
