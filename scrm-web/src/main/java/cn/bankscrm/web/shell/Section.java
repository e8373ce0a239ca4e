package cn.bankscrm.web.shell;

import java.util.Locale;
import java.util.Set;

/**
 * An entry of the navigation, in its order, and who has it. A section is listed once its pages exist. Who may really
 * open a page is decided by the security rules; this only keeps dead ends out of sight.
 */
public enum Section {
    HOME(
            "/",
            "home",
            "ADMINISTRATOR",
            "BRANCH_MANAGER",
            "MIDDLE_OFFICE",
            "COMPLIANCE",
            "RELATIONSHIP_MANAGER",
            "OPERATIONS"),
    COVERAGE("/coverage", "chart-bar", "ADMINISTRATOR", "BRANCH_MANAGER", "MIDDLE_OFFICE", "RELATIONSHIP_MANAGER"),
    CUSTOMERS("/customers", "users", "ADMINISTRATOR", "BRANCH_MANAGER", "MIDDLE_OFFICE", "RELATIONSHIP_MANAGER"),
    IMPORTS("/imports", "file-import", "ADMINISTRATOR"),
    OPERATIONS("/operations/inbox", "plug-connected", "ADMINISTRATOR", "OPERATIONS"),
    ACCOUNTS("/admin/accounts", "user-cog", "ADMINISTRATOR");

    private final String path;
    private final String icon;

    @SuppressWarnings("ImmutableEnumChecker") // a Set.of never changes
    private final Set<String> roles;

    Section(String path, String icon, String... roles) {
        this.path = path;
        this.icon = icon;
        this.roles = Set.of(roles);
    }

    public String path() {
        return path;
    }

    /** The symbol in {@code icons.svg}. */
    public String icon() {
        return icon;
    }

    /** The key of its name in the message bundles. */
    public String label() {
        return "nav." + name().toLowerCase(Locale.ROOT);
    }

    Set<String> roles() {
        return roles;
    }
}
