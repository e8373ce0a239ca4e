package cn.bankscrm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the dashboard and the alerts ask for is what the platform tells, name for name. */
@ScrmWebTest
class MonitoringIT {

    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b(?!\\s*=)");

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @Test
    void exposesEveryMetricThatTheDashboardShows() throws Exception {
        Set<String> asked = new TreeSet<>();
        JsonNode dashboard = JsonMapper.builder()
                .build()
                .readTree(Files.readString(DEPLOY.resolve("grafana/dashboards/platform.json")));
        dashboard
                .get("panels")
                .forEach(panel -> panel.get("targets")
                        .forEach(target ->
                                asked.addAll(metrics(target.get("expr").asString()))));

        assertThat(asked).hasSizeGreaterThan(15);
        assertThat(exposed()).containsAll(asked);
    }

    @Test
    void exposesEveryMetricThatAnAlertWatches() throws Exception {
        Set<String> asked = new TreeSet<>();
        Files.readString(DEPLOY.resolve("alerts.yml"))
                .lines()
                .filter(line -> line.strip().startsWith("expr:"))
                .forEach(line -> asked.addAll(metrics(line)));

        assertThat(asked).hasSize(5);
        assertThat(exposed()).containsAll(asked);
    }

    private Set<String> exposed() throws Exception {
        get(port, "/sign-in");
        get(port, "/wecom/callback/contact");
        Set<String> names = new TreeSet<>();
        get(managementPort, "/actuator/prometheus")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> names.add(line.split("[{ ]", 2)[0]));
        return names;
    }

    private static Set<String> metrics(String expression) {
        Set<String> names = new TreeSet<>();
        METRIC.matcher(expression).results().map(found -> found.group()).forEach(names::add);
        return names;
    }

    private static String get(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
