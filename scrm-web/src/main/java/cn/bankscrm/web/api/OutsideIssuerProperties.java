package cn.bankscrm.web.api;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bank's own issuer of tokens, whose tokens the API accepts beside those of the platform.
 *
 * @param uri what its tokens name as {@code iss}, and where its description is found (OpenID or RFC 8414); empty: there
 *     is no such issuer
 * @param jwkSetUri where its keys are found, for an issuer without a description
 * @param audience what its tokens must name among their {@code aud}: without it, tokens meant for other systems would
 *     do
 * @param scopeClaim the claim that tells what the bearer may do: words apart by spaces, or a list
 * @param scopes for each of our scopes, by its word, what it is called there; empty: the same words
 */
@ConfigurationProperties("scrm.api.issuer")
record OutsideIssuerProperties(
        @DefaultValue("") String uri,
        @DefaultValue("") String jwkSetUri,
        @DefaultValue("") String audience,
        @DefaultValue("scope") String scopeClaim,
        @DefaultValue Map<String, Set<String>> scopes) {

    OutsideIssuerProperties {
        scopes = Map.copyOf(scopes);
    }

    boolean configured() {
        return !uri.isBlank();
    }

    /** What of our scopes a bearer has to whom the issuer gave these. */
    Set<ApiScope> granted(Set<String> theirs) {
        return scopes.isEmpty()
                ? theirs.stream().flatMap(word -> ApiScope.of(word).stream()).collect(Collectors.toUnmodifiableSet())
                : scopes.entrySet().stream()
                        .filter(entry -> entry.getValue().stream().anyMatch(theirs::contains))
                        .flatMap(entry -> ApiScope.of(entry.getKey()).stream())
                        .collect(Collectors.toUnmodifiableSet());
    }
}
