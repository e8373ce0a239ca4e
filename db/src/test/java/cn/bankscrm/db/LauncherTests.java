package cn.bankscrm.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher says and refuses before it builds or starts anything. */
class LauncherTests {

    @TempDir
    Path elsewhere;

    @Test
    void tellsItsCommandsFromAnyFolder() throws Exception {
        Answer answer = scrm("help");

        assertThat(answer.code()).isZero();
        assertThat(answer.text()).contains("demo", "test", "serve", "simulator", "bench", "verify-archive");
    }

    @Test
    void refusesACommandThatItDoesNotKnow() throws Exception {
        Answer answer = scrm("sevre");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.text()).endsWith("未知命令 / unknown command: sevre\n");
    }

    @Test
    void takesTheConfigurationOfServeFromTheEnvironmentOnly() throws Exception {
        Answer answer = scrm("serve", "--port", "80");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.text()).startsWith("serve takes no arguments");
    }

    @Test
    void refusesADemonstrationOnAPortThatIsNone() throws Exception {
        assertThat(scrm("demo", "--port", "eighty").text()).isEqualTo("不是端口号 / not a port: eighty\n");
    }

    @Test
    void refusesADemonstrationWithAFolderThatIsNoBank() throws Exception {
        Answer answer = scrm("demo", "--bank", elsewhere.toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.text()).contains("is no bank of the reference form");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scrm",
                ".scrm/jdk.sh",
                ".scrm/java.sh",
                ".scrm/build.sh",
                ".scrm/run.sh",
                ".scrm/tests.sh",
                ".scrm/demo.sh",
                ".scrm/image",
                ".ci/run",
                ".githooks/pre-commit"
            })
    void consistsOfScriptsThatParse(String script) throws Exception {
        assertThat(run(List.of("bash", "-n", root().resolve(script).toString())))
                .isEqualTo(new Answer(0, ""));
    }

    private Answer scrm(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root().resolve("scrm").toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Answer run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    private static Path root() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    private record Answer(int code, String text) {}
}
