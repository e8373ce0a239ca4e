package cn.bankscrm.web.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a client of the API may be allowed to do. */
public enum ApiScope {
    IMPORTS("delivers institutions, staff, customers, assignments and bindings"),
    REPORTS("reads coverage, adds, assessments and integrity"),
    OPERATIONS("starts and watches synchronisation, and the inbox"),
    REAL_NAME("binds customers by way of the bank's app"),
    COMPLIANCE("checks texts, delivers and publishes the lexicon"),
    SALES("delivers orders and income");

    private final String purpose;

    ApiScope(String purpose) {
        this.purpose = purpose;
    }

    /** What it allows, in a few words, for the API's description. */
    String purpose() {
        return purpose;
    }

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
