package cn.bankscrm.web.api;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bank's systems that may call the API.
 *
 * @param clients by client id; an id that is to be set by an environment variable has lower-case letters and digits
 *     only
 */
@ConfigurationProperties("scrm.api")
record ApiClientProperties(@DefaultValue Map<String, Client> clients) {

    ApiClientProperties {
        clients = Map.copyOf(clients);
    }

    /**
     * @param secret what the client authenticates itself with
     * @param scopes what it may do: {@link ApiScope}, written {@code real-name}
     */
    record Client(
            @DefaultValue("") String secret, @DefaultValue Set<String> scopes) {

        Client {
            scopes = Set.copyOf(scopes);
        }

        /** Never the secret. */
        @Override
        public String toString() {
            return "Client[" + scopes + "]";
        }
    }
}
