package cn.bankscrm.web.security;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.CurrentActor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Names the actor from the sign-in and the address of the request at hand. */
@Component
class RequestActor implements CurrentActor {

    @Override
    public Actor get() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller != null && caller.getPrincipal() instanceof SignedIn person) {
            return new Actor(
                    Actor.Kind.ACCOUNT,
                    person.name(),
                    person.displayName(),
                    person.role().name(),
                    address());
        }
        if (caller instanceof JwtAuthenticationToken token) {
            return new Actor(Actor.Kind.CLIENT, token.getName(), null, null, address());
        }
        // before anybody has signed in, the address is all that is known
        return new Actor(Actor.Kind.SYSTEM, "platform", null, null, address());
    }

    private static @Nullable String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest().getRemoteAddr()
                : null;
    }
}
