package cn.bankscrm.web.shell;

import static cn.bankscrm.web.security.Role.ADMINISTRATOR;
import static cn.bankscrm.web.security.Role.BRANCH_MANAGER;
import static cn.bankscrm.web.security.Role.COMPLIANCE;
import static cn.bankscrm.web.security.Role.MIDDLE_OFFICE;
import static cn.bankscrm.web.security.Role.RELATIONSHIP_MANAGER;

import cn.bankscrm.web.security.Role;
import java.util.Locale;
import java.util.Set;

/**
 * An entry of the navigation, in its order, and who has it. A section is listed once its pages exist. Who may really
 * open a page is decided by the security rules; this only keeps dead ends out of sight.
 */
public enum Section {
    HOME("/", "home", COMPLIANCE),
    WORKBENCH("/workbench", "sun", RELATIONSHIP_MANAGER),
    COVERAGE("/coverage", "chart-bar", ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER),
    CUSTOMERS("/customers", "users", ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER, COMPLIANCE),
    LEADS("/leads", "target", BRANCH_MANAGER, RELATIONSHIP_MANAGER),
    CONTENT("/content", "file-text", ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, COMPLIANCE, RELATIONSHIP_MANAGER),
    ALERTS("/compliance/alerts", "alert-triangle", BRANCH_MANAGER, COMPLIANCE),
    CASES("/compliance/cases", "inbox", BRANCH_MANAGER, COMPLIANCE),
    ARCHIVE("/compliance/archive", "messages", COMPLIANCE),
    SAMPLING("/compliance/sampling", "target", COMPLIANCE),
    TAGS("/tags", "tag", ADMINISTRATOR, MIDDLE_OFFICE),
    FRIENDS("/friends", "user-check", ADMINISTRATOR, BRANCH_MANAGER, RELATIONSHIP_MANAGER),
    REVIEWS("/reviews", "scale", ADMINISTRATOR, BRANCH_MANAGER, COMPLIANCE),
    SEGMENTS("/segments", "filter", ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER),
    SOP("/sop", "list", ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE),
    INSTRUCTIONS("/instructions", "route", ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER),
    MAINTENANCE("/maintenance", "clock", ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER),
    REFERRALS("/referrals", "share", ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER),
    SALES("/sales", "filter", ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER),
    SENDS("/sends", "arrow-up-right", ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER),
    CONTACT_WAYS("/contact-ways", "qrcode", ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER),
    RESPONSE(
            "/compliance/response",
            "clock",
            ADMINISTRATOR,
            BRANCH_MANAGER,
            MIDDLE_OFFICE,
            COMPLIANCE,
            RELATIONSHIP_MANAGER),
    LEXICON("/compliance/lexicon", "language", COMPLIANCE, ADMINISTRATOR),
    INTERCEPT_RULES("/compliance/intercept-rules", "ban", COMPLIANCE),
    CONSENT_TEXTS("/consent-texts", "file-text", COMPLIANCE, ADMINISTRATOR),
    ACCOUNT_REQUESTS("/compliance/accounts", "user-check", COMPLIANCE),
    AUDIT("/audit", "list", COMPLIANCE, ADMINISTRATOR),
    EVIDENCE("/evidence", "lock", COMPLIANCE),
    IMPORTS("/imports", "file-import", ADMINISTRATOR),
    OPERATIONS("/operations/inbox", "plug-connected", ADMINISTRATOR, Role.OPERATIONS),
    REFUSALS("/refusals", "ban", COMPLIANCE, ADMINISTRATOR, Role.OPERATIONS),
    ACCOUNTS("/admin/accounts", "user-cog", ADMINISTRATOR);

    private final String path;
    private final String icon;

    @SuppressWarnings("ImmutableEnumChecker") // a Set.of never changes
    private final Set<Role> roles;

    Section(String path, String icon, Role... roles) {
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

    /** Whether the entry is shown to the role. */
    public boolean isFor(Role role) {
        return roles.contains(role);
    }
}
