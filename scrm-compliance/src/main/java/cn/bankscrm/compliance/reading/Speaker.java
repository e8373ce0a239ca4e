package cn.bankscrm.compliance.reading;

import org.jspecify.annotations.Nullable;

/**
 * Somebody in a chat.
 *
 * @param id WeCom's
 * @param staff whether a member of the bank
 * @param name of a member; masked of a customer; WeCom's id where no name is known
 * @param number the staff number, or the number of the customer that the contact is certified as; null where unknown
 */
public record Speaker(
        String id, boolean staff, String name, @Nullable String number) {

    /** Not the name: this may end in a log. */
    @Override
    public String toString() {
        return "Speaker[" + (staff ? "staff" : "customer") + "]";
    }
}
