package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.alert.Oversight;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.access.AccessDeniedException;

/** What the role of somebody means for alerts and cases; the security rules let no other role come here. */
final class Overseers {

    private Overseers() {}

    /** Branch managers and compliance officers see alerts. */
    static Oversight oversight(SignedIn reader) {
        if (reader.role() != Role.BRANCH_MANAGER && reader.role() != Role.COMPLIANCE) {
            throw new AccessDeniedException("Alerts are for branch managers and compliance officers");
        }
        return new Oversight(reader.scope(), reader.staff());
    }

    /** Compliance officers alone decide, and read chats. */
    static Auditor auditor(SignedIn reader) {
        Long institution = reader.institutionId();
        if (reader.role() != Role.COMPLIANCE || institution == null) {
            throw new AccessDeniedException("Cases are for compliance officers");
        }
        return new Auditor(reader.name(), new InstitutionId(institution), reader.staff());
    }

    /** As templates ask for them: by name, in the order of the constants. */
    static <K extends Enum<K>> Map<String, Long> byName(Map<K, Long> counts) {
        Map<String, Long> named = new LinkedHashMap<>();
        counts.forEach((key, count) -> named.put(key.name(), count));
        return named;
    }

    static boolean decides(SignedIn reader) {
        return reader.role() == Role.COMPLIANCE;
    }
}
