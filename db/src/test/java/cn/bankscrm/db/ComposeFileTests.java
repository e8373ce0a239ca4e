package cn.bankscrm.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The files for an installation with containers, as far as they can be checked without an engine. */
class ComposeFileTests {

    private static final Path ROOT = Path.of("..");

    private final String text = read("docker-compose.yml");
    private final Map<String, Map<String, Object>> services = services(text);

    @Test
    void runsTheSamePostgresqlAsTheEmbeddedOne() {
        assertThat(service("postgres").get("image"))
                .asString()
                .matches("postgres:" + PostgresqlBinaries.MAJOR + "\\.\\d+");
        assertThat(text).contains("--locale-provider=builtin --builtin-locale=C.UTF-8");
    }

    @Test
    void startsThePlatformWhenTheDatabaseAnswersAndTheSimulatorOnlyWhenAskedFor() {
        assertThat(service("platform").get("depends_on"))
                .isEqualTo(Map.of("postgres", Map.of("condition", "service_healthy")));
        assertThat(service("simulator").get("profiles")).asString().isEqualTo("[simulator]");
        assertThat(services.values()).allSatisfy(service -> assertThat(service).containsKey("healthcheck"));
    }

    @Test
    void startsNothingMoreThanDatabaseAndPlatformUnlessAskedFor() {
        Map<String, String> profiles = new TreeMap<>();
        services.forEach((name, service) ->
                profiles.put(name, service.getOrDefault("profiles", "").toString()));
        assertThat(profiles)
                .isEqualTo(Map.of(
                        "postgres", "",
                        "platform", "",
                        "simulator", "[simulator]",
                        "prometheus", "[observability]",
                        "grafana", "[observability]",
                        "platform-2", "[scale]",
                        "proxy", "[scale]"));
    }

    @Test
    void runsTwoNodesAlikeBehindTheProxy() {
        for (String part : new String[] {"image", "environment", "volumes", "cap_drop", "healthcheck"}) {
            assertThat(service("platform-2").get(part))
                    .as(part)
                    .isNotNull()
                    .isEqualTo(service("platform").get(part));
        }
        assertThat(service("platform-2")).doesNotContainKey("ports");
        assertThat(names(read("deploy/nginx.conf"), "server (platform[-0-9]*):8080"))
                .containsExactly("platform", "platform-2");
        assertThat(read("deploy/prometheus.yml")).contains("[platform, platform-2]", "port: 8081");
    }

    @Test
    void namesAVersionOfEveryImage() {
        assertThat(services)
                .allSatisfy((name, service) -> assertThat(service.get("image"))
                        .as(name)
                        .asString()
                        .matches(
                                "[a-z/]+:(v?\\d+\\.\\d+(\\.\\d+)?(-alpine)?|\\$\\{SCRM_VERSION:-\\d+\\.\\d+\\.\\d+})"));
        assertThat(names(read("Dockerfile"), "(?m)^ARG \\w+_IMAGE=(\\S+)$"))
                .hasSize(2)
                .allMatch(image -> image.matches("\\S+:\\d+-\\w+"));
    }

    @Test
    void mountsOnlyFilesThatThereAreAndThatCanBeRead() {
        Set<String> mounted = names(text, "(?m)^ +- (\\./[^:]+):");
        assertThat(mounted).contains("./deploy/nginx.conf", "./deploy/prometheus.yml", "./deploy/grafana/dashboards");
        assertThat(mounted).allSatisfy(path -> assertThat(ROOT.resolve(path)).exists());
        for (String file : new String[] {
            "deploy/prometheus.yml",
            "deploy/alerts.yml",
            "deploy/grafana/provisioning/datasources/prometheus.yml",
            "deploy/grafana/provisioning/dashboards/platform.yml"
        }) {
            assertThat(new Yaml().<Map<String, Object>>load(read(file)))
                    .as(file)
                    .isNotEmpty();
        }
        assertThat(names(text, ":(/var/lib/grafana/dashboards):"))
                .isEqualTo(names(read("deploy/grafana/provisioning/dashboards/platform.yml"), "path: (\\S+)"));
    }

    @Test
    void declaresEveryVolumeThatIsUsed() {
        assertThat(names(text, "(?m)^ +- ([a-z]+-data):")).isEqualTo(names(text, "(?m)^  ([a-z]+-data):$"));
    }

    @Test
    void listensOnThisMachineOnlyUnlessToldOtherwise() {
        assertThat(names(text, "(?m)^ +- \"(.+:\\d+)\"$")).hasSize(4).allMatch(port -> port.contains(":-127.0.0.1:"));
    }

    @Test
    void explainsEveryVariable() {
        assertThat(names(read(".env.example"), "(?m)^#?([A-Z][A-Z0-9_]+)="))
                .isEqualTo(names(text, "\\$\\{([A-Z0-9_]+)"));
    }

    @Test
    void buildsStagesThatTheDockerfileHas() {
        String dockerfile = read("Dockerfile");
        for (String service : new String[] {"platform", "simulator"}) {
            assertThat(service(service).get("build")).isEqualTo(Map.of("context", ".", "target", service));
            assertThat(dockerfile).contains("FROM base AS " + service);
        }
        assertThat(dockerfile).contains("\nUSER scrm\n").contains("HEALTHCHECK");
    }

    @Test
    void asksForEachSecretAndNamesItInTheExample() {
        Set<String> required = names(text, "\\$\\{([A-Z_]+):\\?");

        assertThat(required).isNotEmpty().isEqualTo(names(read(".env.example"), "(?m)^([A-Z_]+)=$"));
        assertThat(names(text, "(?:SECRET|TOKEN|AES_KEY|PASSWORD|KEYS): (?!\\$\\{)(\\S+)"))
                .as("secrets written into the file")
                .allMatch(value -> value.startsWith("contact=${"));
        assertThat(names(text, "\\$\\{[A-Z_]*(?:SECRET|TOKEN|AES_KEY|PASSWORD|KEYS):-([^}]+)\\}"))
                .as("secrets with a value of their own")
                .isEmpty();
    }

    private Map<String, Object> service(String name) {
        return services.getOrDefault(name, Map.of());
    }

    private static Set<String> names(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @SuppressWarnings("unchecked") // what the parser returns for a mapping of mappings
    private static Map<String, Map<String, Object>> services(String text) {
        Map<String, Object> file = new Yaml().load(text);
        return (Map<String, Map<String, Object>>) file.getOrDefault("services", Map.of());
    }

    private static String read(String name) {
        try {
            return Files.readString(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
