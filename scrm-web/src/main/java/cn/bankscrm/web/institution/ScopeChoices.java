package cn.bankscrm.web.institution;

import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.core.scope.VisibleInstitutions;
import cn.bankscrm.web.security.SignedIn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Narrows a reader's scope to the institution that the address names. */
@Component
public class ScopeChoices {

    private final VisibleInstitutions institutions;

    ScopeChoices(VisibleInstitutions institutions) {
        this.institutions = institutions;
    }

    /**
     * @param code an institution's code from the address; null for all that the reader may see
     * @throws ResponseStatusException 404 when there is no such institution in the reader's scope
     */
    public ChosenScope choose(SignedIn reader, @Nullable String code) {
        if (code == null) {
            return new ChosenScope(reader.scope(), institutions.top(reader.scope()));
        }
        InstitutionNode chosen = institution(code)
                .flatMap(c -> institutions.find(c, reader.scope()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        boolean all = institutions
                .top(reader.scope())
                .filter(top -> top.id().equals(chosen.id()))
                .isPresent();
        return new ChosenScope(all ? reader.scope() : new DataScope.Subtree(chosen.id()), Optional.of(chosen));
    }

    private static Optional<InstitutionCode> institution(String code) {
        try {
            return Optional.of(new InstitutionCode(code));
        } catch (IllegalArgumentException notACode) {
            return Optional.empty();
        }
    }
}
