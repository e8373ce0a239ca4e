package cn.bankscrm.web.security;

import cn.bankscrm.core.scope.CurrentScope;
import cn.bankscrm.core.scope.DataScope;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The scope of the person who has signed in; a client of the API is one of the bank's own systems and has none. */
@Component
class RequestScope implements CurrentScope {

    @Override
    public Optional<DataScope> get() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller != null && caller.getPrincipal() instanceof SignedIn person
                ? Optional.of(person.scope())
                : Optional.empty();
    }
}
