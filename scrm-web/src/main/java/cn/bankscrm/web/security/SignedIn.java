package cn.bankscrm.web.security;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The person of a session, as of when they signed in. A change of the account ends its sessions, so that this is never
 * out of date. Kept in the session store: only what Java serialises without our types.
 *
 * @param accountId the account
 * @param name the user name
 * @param displayName what pages show
 * @param role what they do
 * @param institutionId where an account of an institution's reach looks from
 * @param staffId who they are among the staff, where they are
 */
public record SignedIn(
        long accountId,
        String name,
        String displayName,
        Role role,
        @Nullable Long institutionId,
        @Nullable Long staffId)
        implements AuthenticatedPrincipal, Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    public SignedIn {
        if (role.reach() == Role.Reach.INSTITUTION && institutionId == null) {
            throw new IllegalArgumentException(role + " needs an institution");
        }
        if (role.reach() == Role.Reach.OWN_CUSTOMERS && staffId == null) {
            throw new IllegalArgumentException(role + " needs a member of staff");
        }
    }

    @Override
    public String getName() {
        return name;
    }

    /** Whose customers and staff they may see. */
    public DataScope scope() {
        return switch (role.reach()) {
            case BANK -> new DataScope.WholeBank();
            case INSTITUTION -> new DataScope.Subtree(new InstitutionId(required(institutionId)));
            case OWN_CUSTOMERS -> new DataScope.OwnCustomers(new StaffId(required(staffId)));
            case NOTHING -> new DataScope.Nothing();
        };
    }

    /** The member of staff behind the account, where there is one. */
    public Optional<StaffId> staff() {
        return Optional.ofNullable(staffId).map(StaffId::new);
    }

    public List<GrantedAuthority> authorities() {
        return List.of(new SimpleGrantedAuthority(role.authority()));
    }

    private static long required(@Nullable Long id) {
        if (id == null) {
            throw new IllegalStateException("The constructor lets no such account through");
        }
        return id;
    }

    /** Not the person's names: this may end in a log. */
    @Override
    public String toString() {
        return "SignedIn[account " + accountId + ", " + role + "]";
    }
}
