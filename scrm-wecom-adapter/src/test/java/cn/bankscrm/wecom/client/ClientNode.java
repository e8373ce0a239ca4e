package cn.bankscrm.wecom.client;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The client as one node of the installation has it. */
final class ClientNode implements AutoCloseable {

    static final String SECRET = "secret-of-the-customer-app";

    /** What the tests ask for. */
    record Thing(@Nullable String name) {}

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WeComClients clients;
    private final WeComApi api;

    ClientNode(DataSource database, URI address, Clock clock) {
        this(database, properties(address, SECRET, 10_000), clock);
    }

    ClientNode(DataSource database, WeComProperties properties, Clock clock) {
        JdbcClient db = JdbcClient.create(database);
        CallWatch watch = new CallWatch(new ApiLimits(database, properties), meters, clock);
        clients = new WeComClients(properties, new TokenRows(db, new ReadableCipher()), watch, clock);
        api = new WeComApi(clients);
    }

    static WeComProperties properties(URI address, String secret, int callsPerMinute) {
        WeComProperties.App app = new WeComProperties.App(secret, "1000002", "token", "key");
        return new WeComProperties(
                address, address, "wwcorp", new WeComProperties.Apps(null, app, null, null), callsPerMinute, 150_000);
    }

    WeComApi api() {
        return api;
    }

    String thing() {
        return api.get(
                WeComApp.CUSTOMER,
                "thing/get",
                Map.of("id", "1"),
                Thing.class,
                thing -> WeComApi.need(thing.name(), "name"));
    }

    double counted(String outcome) {
        Counter counter = meters.find("scrm.wecom.calls")
                .tag("api", "thing/get")
                .tag("outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() {
        try {
            clients.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
