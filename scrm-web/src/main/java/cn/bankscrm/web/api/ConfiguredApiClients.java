package cn.bankscrm.web.api;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The clients of the configuration; of their secrets only hashes stay in memory. */
final class ConfiguredApiClients implements RegisteredClientRepository {

    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final Map<String, RegisteredClient> clients;

    ConfiguredApiClients(ApiClientProperties properties, PasswordEncoder hashing) {
        clients = properties.clients().entrySet().stream()
                .filter(client -> !client.getValue().secret().isBlank())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, client -> registered(client.getKey(), client.getValue(), hashing)));
    }

    private static RegisteredClient registered(
            String id, ApiClientProperties.Client configured, PasswordEncoder hashing) {
        return RegisteredClient.withId(id)
                .clientId(id)
                .clientSecret(hashing.encode(configured.secret()))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(configured.scopes()))
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(TOKEN_LIFE)
                        .build())
                .build();
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Clients are configured, not registered");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return clients.get(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return clients.get(clientId);
    }
}
