package cn.bankscrm.core.importing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file delivers. Later kinds name rows of earlier ones. */
public enum ImportKind {
    INSTITUTIONS,
    STAFF,
    CUSTOMERS,
    ASSIGNMENTS,
    BINDINGS,
    HOLDINGS,
    ATTRIBUTES,
    INTERACTIONS,
    REFERRALS,
    LEXICON;

    /** As in paths and tables: {@code customers}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ImportKind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
