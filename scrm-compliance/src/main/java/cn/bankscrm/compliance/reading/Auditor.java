package cn.bankscrm.compliance.reading;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.staff.StaffId;
import java.util.Optional;

/**
 * The right to read chats: that of a compliance officer, for the chats of everybody who works in an institution or
 * below it, but for their own.
 *
 * @param account the user name
 * @param self the member of staff behind the account, where there is one
 */
public record Auditor(String account, InstitutionId institution, Optional<StaffId> self) {

    /** Not the name: this may end in a log. */
    @Override
    public String toString() {
        return "Auditor[institution " + institution.value() + "]";
    }
}
