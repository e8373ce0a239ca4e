package cn.bankscrm.compliance.evidence;

/**
 * Why a pack is made, and by whom; it stands on every page of it.
 *
 * @param reason in the words of who asked
 * @param recipient for whom it is: a court, a regulator, a department
 * @param by who asked
 * @param approvedBy who approved, somebody else
 */
public record PackOrder(String reason, String recipient, String by, String approvedBy) {

    public PackOrder {
        if (reason.isBlank() || recipient.isBlank() || by.isBlank() || approvedBy.isBlank()) {
            throw new IllegalArgumentException("A pack has a reason, a recipient, and two persons who answer for it");
        }
        if (by.equalsIgnoreCase(approvedBy)) {
            throw new IllegalArgumentException("Nobody approves their own pack");
        }
    }
}
