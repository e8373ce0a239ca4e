package cn.bankscrm.compliance.reading;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.staff.StaffId;
import java.util.Optional;

/**
 * Somebody with the right to read chats.
 *
 * @param account the user name
 * @param name what pages show
 * @param institution whose chats, with all below it
 * @param self the member of staff behind the account: what is about themselves is others'
 */
public record Officer(String account, String name, InstitutionId institution, Optional<StaffId> self) {

    /** Not the names: this may end in a log. */
    @Override
    public String toString() {
        return "Officer[institution " + institution.value() + "]";
    }
}
