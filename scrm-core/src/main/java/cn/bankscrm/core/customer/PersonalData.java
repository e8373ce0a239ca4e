package cn.bankscrm.core.customer;

import org.jspecify.annotations.Nullable;

/**
 * A customer's personal data in full: for the eyes of one reader, once.
 *
 * @param mobile null where the bank has none
 * @param certificate null where the bank has none
 */
public record PersonalData(
        String name, @Nullable String mobile, @Nullable String certificate) {

    @Override
    public String toString() {
        return "PersonalData[***]";
    }
}
