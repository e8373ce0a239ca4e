package cn.bankscrm.process;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.simulator.WeComSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** The database goes away just before a start ends: the launcher's own loop starts the platform again. */
class DatabaseLostIT {

    private static final String LAUNCHER = """
            set -euo pipefail
            say() { printf '%s\\n' "$*"; }
            . "$0/.scrm/run.sh"
            platform=("$@")
            keep_running
            """;

    @TempDir
    Path temp;

    /** While our own first work is done, and while Hibernate compares its entities with the tables. */
    @ParameterizedTest
    @ValueSource(strings = {"lock table platform.account", "select * from information_schema.sequences"})
    void isStartedAgainByTheLauncher(String moment) throws Exception {
        TestDatabase database = TestDatabase.empty();
        String name = "database-lost";
        try (DatabaseLine line = new DatabaseLine(database.url(), moment);
                WeComSimulator weCom = PlatformInTroubleIT.weCom().start();
                Platform platform = new Platform(
                        name,
                        temp.resolve("data"),
                        weCom,
                        List.of(
                                "bash",
                                "-c",
                                LAUNCHER,
                                Path.of("..").toAbsolutePath().normalize().toString()),
                        Map.of(
                                "spring.datasource.url",
                                line.url(),
                                "spring.datasource.username",
                                database.username(),
                                "spring.datasource.password",
                                database.password(),
                                "scrm.privacy.keys",
                                keyRing()))) {
            assertThat(platform.port()).isPositive();
            assertThat(line.wasCut()).isTrue();
            assertThat(Files.readString(Program.log(name)))
                    .contains("exit code 75")
                    .containsOnlyOnce("The first administrator was entered");
        }
    }

    /** An outside database wants one; the one of the tests. */
    private static String keyRing() {
        YamlPropertiesFactoryBean settings = new YamlPropertiesFactoryBean();
        settings.setResources(new ClassPathResource("application-test.yml"));
        return String.valueOf(Objects.requireNonNull(settings.getObject()).get("scrm.privacy.keys"));
    }
}
