package cn.bankscrm.compliance.screening;

import cn.bankscrm.core.institution.InstitutionCode;
import java.util.Collections;
import java.util.Set;

/**
 * Where an entry applies (适用范围). An empty set stands for all; the three are all to be met.
 *
 * @param institutions these, with all below them
 * @param roles positions or roles by the bank's own names
 */
public record Reach(Set<Outlet> outlets, Set<InstitutionCode> institutions, Set<String> roles) {

    /** The role of those who are no staff: entries of it are meant for what customers say, and for nothing else. */
    public static final String CUSTOMER = "客户";

    /** The whole bank, every outlet, everybody. */
    public static final Reach EVERYWHERE = new Reach(Set.of(), Set.of(), Set.of());

    public Reach {
        outlets = Set.copyOf(outlets);
        institutions = Set.copyOf(institutions);
        roles = Set.copyOf(roles);
    }

    boolean covers(Occasion occasion) {
        return (outlets.isEmpty() || outlets.contains(occasion.outlet()))
                && (institutions.isEmpty() || !Collections.disjoint(institutions, occasion.institutions()))
                && (roles.isEmpty() || !Collections.disjoint(roles, occasion.roles()));
    }
}
