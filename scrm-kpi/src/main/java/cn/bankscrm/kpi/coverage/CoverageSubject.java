package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.staff.StaffNo;
import java.util.Optional;

/**
 * Whose coverage: an institution with everything below it, or one manager.
 *
 * @param kind which of the two
 * @param key the institution's code or the manager's staff number
 */
public record CoverageSubject(Kind kind, String key) {

    /** What a subject is, and how the API and the tables call it. */
    public enum Kind {
        INSTITUTION("institution"),
        STAFF("staff");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public static Optional<Kind> ofLabel(String label) {
            for (Kind kind : values()) {
                if (kind.label.equals(label)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    public static CoverageSubject of(InstitutionCode institution) {
        return new CoverageSubject(Kind.INSTITUTION, institution.value());
    }

    public static CoverageSubject of(StaffNo manager) {
        return new CoverageSubject(Kind.STAFF, manager.value());
    }

    public boolean isInstitution() {
        return kind == Kind.INSTITUTION;
    }
}
