package cn.bankscrm.web.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a client of the API may be allowed to do. */
public enum ApiScope {
    /** Delivers institutions, staff, customers, assignments and bindings. */
    IMPORTS,
    /** Reads coverage, adds, assessments and integrity. */
    REPORTS,
    /** Starts and watches synchronisation, and the inbox. */
    OPERATIONS,
    /** Binds customers by way of the bank's app. */
    REAL_NAME,
    /** Checks texts, delivers and publishes the lexicon. */
    COMPLIANCE,
    /** Delivers orders and income. */
    SALES;

    /** As tokens and configuration write it: {@code real-name}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As Spring Security's authorities carry it. */
    public String authority() {
        return "SCOPE_" + word();
    }

    static Optional<ApiScope> of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst();
    }
}
