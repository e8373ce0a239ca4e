package cn.bankscrm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.web.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database goes away while somebody uploads a file on the page: they are told so, and try again when it is back.
 */
class UploadWithoutDatabaseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PASSWORD = "Aa1!process-tests-chosen";
    private static final String FILE_BEGINS = String.join(
            "\r\n",
            "--x",
            "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"",
            "",
            "code,name,parent_code,level,province",
            "");
    private static final String FILE_ENDS = "UP-1,总行,,1,440000\r\n";

    @TempDir
    Path temp;

    @Test
    void isToldInASentenceLeavesNothingBehindAndCanBeRepeated() throws Exception {
        Path programs = temp.resolve("programs");
        Path away = temp.resolve("programs-away");
        try (WeComSimulator weCom = PlatformInTroubleIT.weCom().start();
                Platform platform = new Platform(
                        "upload-without-database",
                        temp.resolve("data"),
                        weCom,
                        List.of(),
                        Map.of("scrm.embedded-database.programs-dir", programs.toString()))) {
            Visitor administrator = administrator(platform);
            String token = Visitor.token(administrator.get("/imports"));

            Answer lost = upload(platform, administrator, token, () -> {
                await("the first half").atMost(PATIENCE).until(() -> !left().isEmpty());
                try {
                    Files.move(programs, away);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                platform.killDatabase();
            });
            assertThat(lost.status()).isEqualTo(503);
            assertThat(lost.body())
                    .contains("系统暂时连不上数据库", "没有生效", "重新上传", "lang=\"zh-CN\"")
                    .doesNotContain("Exception", "PSQL", "总行");
            HttpResponse<String> english = new Visitor(platform.port())
                    .send("/sign-in", request -> request.header("Cookie", "scrm-language=en"));
            assertThat(english.statusCode()).isEqualTo(503);
            assertThat(english.body()).contains("The database cannot be reached");
            assertThat(left()).as("nothing of the file is kept").isEmpty();

            Files.move(away, programs);
            await("the database")
                    .atMost(PATIENCE)
                    .until(() -> administrator.get("/imports").statusCode() == 200);
            assertThat(platform.count("select count(*) from core.import_run")).isZero();

            Answer again = upload(platform, administrator, token, () -> {});
            assertThat(again.location()).as("the same form, still signed in").matches(".*/imports/\\d+");
            await("the import")
                    .atMost(PATIENCE)
                    .until(() -> platform.count("select count(*) from core.institution where code = 'UP-1'") == 1);
        }
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("data").resolve("imports"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals("node"))
                    .toList();
        }
    }

    private static Visitor administrator(Platform platform) {
        Visitor administrator = new Visitor(platform.port());
        administrator.signIn("process-admin", "Aa1!process-tests-only");
        administrator.post(
                "/account/password", "/account/password", "current", "Aa1!process-tests-only", "password", PASSWORD);
        administrator.signIn("process-admin", PASSWORD);
        return administrator;
    }

    /** What a browser is answered. */
    private record Answer(int status, String location, String body) {}

    /** @param halfway what happens when the first half of the file was sent */
    private static Answer upload(Platform platform, Visitor administrator, String token, Runnable halfway)
            throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://127.0.0.1:" + platform.port() + "/imports")
                        .toURL()
                        .openConnection();
        connection.setRequestProperty("Content-Type", "multipart/form-data; boundary=x");
        connection.setRequestProperty("Cookie", administrator.cookies());
        connection.setInstanceFollowRedirects(false);
        connection.setChunkedStreamingMode(256);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(text(part("_csrf", "", token) + part("kind", "", "institutions") + FILE_BEGINS));
            out.flush();
            halfway.run();
            out.write(text(FILE_ENDS + "\r\n--x--\r\n"));
        }
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(
                    status,
                    String.valueOf(connection.getHeaderField("Location")),
                    in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String part(String name, String more, String content) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + content + "\r\n";
    }
}
