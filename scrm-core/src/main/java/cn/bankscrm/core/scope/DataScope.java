package cn.bankscrm.core.scope;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.staff.StaffId;

/**
 * Whose customers and staff somebody may see. Every query that returns such data takes one; there is no overload
 * without. It is decided once, when somebody signs in, from role and post, never from a request.
 */
public sealed interface DataScope {

    /** The whole bank: head office's administrators and the bank's own systems. */
    record WholeBank() implements DataScope {}

    /** An institution with everything below it. */
    record Subtree(InstitutionId institution) implements DataScope {}

    /** Only the customers that one member of staff manages. */
    record OwnCustomers(StaffId staff) implements DataScope {}

    /** No customer and no staff data at all: those who run the system. */
    record Nothing() implements DataScope {}
}
