package cn.bankscrm.web.chat;

import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import org.springframework.security.access.AccessDeniedException;

/** The right to read chats is the role's; the security rules let nobody else come where it is asked for. */
public final class Auditors {

    private Auditors() {}

    /** @throws AccessDeniedException when it is no compliance officer */
    public static Auditor of(SignedIn reader) {
        Long institution = reader.institutionId();
        if (reader.role() != Role.COMPLIANCE || institution == null) {
            throw new AccessDeniedException("Chats are read by compliance officers alone");
        }
        return new Auditor(reader.name(), new InstitutionId(institution), reader.staff());
    }
}
