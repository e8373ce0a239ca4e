package cn.bankscrm.web.security;

import cn.bankscrm.core.scope.DataScope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Hands controllers the caller's {@link DataScope}, and {@link SignedIn}, as arguments. Both come from the sign-in, and
 * nothing in a request can widen them. A client of the API is one of the bank's own systems and sees the whole bank;
 * what it may do is up to its token's scopes.
 */
@Configuration(proxyBeanMethods = false)
class ScopeArguments implements WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallersScope());
        resolvers.add(new CallersAccount());
    }

    private static Authentication caller() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null || !caller.isAuthenticated()) {
            throw new AccessDeniedException("Nobody has signed in");
        }
        return caller;
    }

    private static SignedIn person(Authentication caller) {
        if (caller.getPrincipal() instanceof SignedIn person) {
            return person;
        }
        throw new AccessDeniedException("Only a person has an account");
    }

    private static final class CallersScope implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == DataScope.class;
        }

        @Override
        public DataScope resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            Authentication caller = caller();
            return caller instanceof JwtAuthenticationToken
                    ? new DataScope.WholeBank()
                    : person(caller).scope();
        }
    }

    private static final class CallersAccount implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == SignedIn.class;
        }

        @Override
        public SignedIn resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return person(caller());
        }
    }
}
