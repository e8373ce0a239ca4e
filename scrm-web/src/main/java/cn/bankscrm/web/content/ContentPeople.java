package cn.bankscrm.web.content;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.staff.StaffRegister;
import cn.bankscrm.engagement.content.Checker;
import cn.bankscrm.engagement.content.Writer;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Who of the signed-in writes content, and who checks it: by role, for the institution of the account. */
@Component
class ContentPeople {

    private final StaffRegister staff;

    ContentPeople(StaffRegister staff) {
        this.staff = staff;
    }

    Optional<Writer> asWriter(SignedIn person) {
        Long institution = person.institutionId();
        if (person.role() != Role.MIDDLE_OFFICE || institution == null) {
            return Optional.empty();
        }
        return Optional.of(new Writer(
                person.name(), new InstitutionId(institution), person.staff().flatMap(staff::number)));
    }

    Optional<Checker> asChecker(SignedIn person) {
        return person.role() == Role.COMPLIANCE
                ? Optional.of(new Checker(person.name(), person.scope()))
                : Optional.empty();
    }

    /** @throws AccessDeniedException when it is nobody of a middle office */
    Writer writer(SignedIn person) {
        return asWriter(person).orElseThrow(() -> new AccessDeniedException("Content is written by the middle office"));
    }

    /** @throws AccessDeniedException when it is no compliance officer */
    Checker checker(SignedIn person) {
        return asChecker(person)
                .orElseThrow(() -> new AccessDeniedException("Content is checked by compliance officers"));
    }
}
