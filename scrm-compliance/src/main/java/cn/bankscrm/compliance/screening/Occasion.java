package cn.bankscrm.compliance.screening;

import cn.bankscrm.core.institution.InstitutionCode;
import java.util.Set;

/**
 * Who says it, and where.
 *
 * @param institutions the institutions of the sender with all above them; without any, entries of single institutions
 *     do not apply
 * @param roles the sender's positions or roles; without any, entries of single roles do not apply
 */
public record Occasion(Outlet outlet, Set<InstitutionCode> institutions, Set<String> roles) {

    public Occasion {
        institutions = Set.copyOf(institutions);
        roles = Set.copyOf(roles);
    }

    /** A customer in a chat. */
    public static Occasion ofCustomer() {
        return new Occasion(Outlet.CHAT, Set.of(), Set.of(Reach.CUSTOMER));
    }

    /** Nobody in particular. */
    public static Occasion of(Outlet outlet) {
        return new Occasion(outlet, Set.of(), Set.of());
    }
}
