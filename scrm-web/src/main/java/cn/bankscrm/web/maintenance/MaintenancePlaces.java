package cn.bankscrm.web.maintenance;

import cn.bankscrm.core.maintenance.MaintenanceQueries;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.web.institution.ChosenScope;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.SignedIn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Reads from the address whose customers are meant, within what the reader may see. */
@Component
class MaintenancePlaces {

    private final ScopeChoices scopes;
    private final MaintenanceQueries maintenance;

    MaintenancePlaces(ScopeChoices scopes, MaintenanceQueries maintenance) {
        this.scopes = scopes;
        this.maintenance = maintenance;
    }

    MaintenancePlace place(SignedIn reader, @Nullable String institution, @Nullable String staff) {
        if (staff != null) {
            return number(staff)
                    .flatMap(no -> maintenance.manager(no, reader.scope()))
                    .map(manager -> new MaintenancePlace(
                            manager.scope(),
                            null,
                            null,
                            manager.person().no(),
                            manager.person().name()))
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        }
        ChosenScope chosen = scopes.choose(reader, institution);
        Optional<InstitutionNode> node = chosen.institution();
        return new MaintenancePlace(
                chosen.scope(),
                node.map(InstitutionNode::id).orElse(null),
                node.map(found -> found.code().value()).orElse(null),
                null,
                node.map(InstitutionNode::name).orElse(null));
    }

    private static Optional<StaffNo> number(String text) {
        try {
            return Optional.of(new StaffNo(text));
        } catch (IllegalArgumentException notANumber) {
            return Optional.empty();
        }
    }
}
