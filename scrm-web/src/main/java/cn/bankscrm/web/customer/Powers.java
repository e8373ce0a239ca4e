package cn.bankscrm.web.customer;

import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;

/**
 * What a reader may do on a customer's page; the security rules decide the same by address.
 *
 * @param reveal see masked data in full
 * @param note write notes
 * @param contact report contacts by a note: only who is of the staff
 * @param refer make referral codes: only a manager, for friends of their own
 * @param tag put tags on and take them off
 * @param watch see who looked at the customer
 */
record Powers(boolean reveal, boolean note, boolean contact, boolean refer, boolean tag, boolean watch) {

    static Powers of(SignedIn reader) {
        Role role = reader.role();
        boolean serves = role == Role.RELATIONSHIP_MANAGER || role == Role.BRANCH_MANAGER;
        return new Powers(
                serves || role == Role.COMPLIANCE,
                serves,
                serves && reader.staff().isPresent(),
                role == Role.RELATIONSHIP_MANAGER,
                role != Role.COMPLIANCE,
                role == Role.COMPLIANCE || role == Role.ADMINISTRATOR);
    }
}
