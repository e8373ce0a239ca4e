package cn.bankscrm.core.customer;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;

/**
 * A customer whom a reader may see. Only {@link CustomerQueries#see} makes one, so that whatever takes one need not ask
 * for the scope again.
 */
public final class SeenCustomer {

    private final CustomerId id;
    private final CustomerNo no;
    private final InstitutionId institution;
    private final DataScope scope;

    SeenCustomer(CustomerId id, CustomerNo no, InstitutionId institution, DataScope scope) {
        this.id = id;
        this.no = no;
        this.institution = institution;
        this.scope = scope;
    }

    public CustomerId id() {
        return id;
    }

    public CustomerNo no() {
        return no;
    }

    /** Where the customer counts today: where the manager holds a post, or else the home institution. */
    public InstitutionId institution() {
        return institution;
    }

    /** The reader's. */
    public DataScope scope() {
        return scope;
    }

    @Override
    public String toString() {
        return "SeenCustomer[" + no + "]";
    }
}
