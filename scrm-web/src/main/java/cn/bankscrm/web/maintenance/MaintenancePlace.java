package cn.bankscrm.web.maintenance;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Whose customers the page is about.
 *
 * @param scope never wider than the reader's own
 * @param id the institution's; null where it is one manager
 * @param institution the institution's code; null where it is one manager
 * @param staff the staff number; null for an institution, and for the reader's own customers
 * @param name of institution or manager; null for the reader's own customers
 */
record MaintenancePlace(
        DataScope scope,
        @Nullable InstitutionId id,
        @Nullable String institution,
        @Nullable String staff,
        @Nullable String name) {

    UriComponentsBuilder address(String path) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        if (institution != null) {
            address.queryParam("institution", institution);
        }
        if (staff != null) {
            address.queryParam("staff", staff);
        }
        return address;
    }

    /** The page itself. */
    public String page() {
        return address("/maintenance").build().encode().toUriString();
    }

    /** The customers of a band, or of all who wait. */
    public String customers(@Nullable String band) {
        return listed("/maintenance/customers", band);
    }

    public String export(@Nullable String band) {
        return listed("/maintenance/export", band);
    }

    private String listed(String path, @Nullable String band) {
        UriComponentsBuilder address = address(path);
        if (band != null) {
            address.queryParam("band", band);
        }
        return address.build().encode().toUriString();
    }
}
