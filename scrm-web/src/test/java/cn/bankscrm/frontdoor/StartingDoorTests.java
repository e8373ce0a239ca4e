package cn.bankscrm.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StartingDoorTests {

    private final StartingDoor door = new StartingDoor();
    private final AtomicInteger dispatchersMade = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Tomcat server = new Tomcat();

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws LifecycleException {
        server.setBaseDir(folder.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        server.setConnector(connector);
        Context context = server.addContext("", folder.toString());
        Tomcat.addServlet(context, "dispatcher", new Answering("page") {
            private static final long serialVersionUID = 1L;

            @Override
            public void init() {
                dispatchersMade.incrementAndGet();
            }
        });
        Tomcat.addServlet(context, "callbacks", new Answering("success"));
        context.addServletMappingDecoded("/", "dispatcher");
        context.addServletMappingDecoded("/wecom/callback/*", "callbacks");
        server.getEngine().getPipeline().addValve(door);
        server.start();
    }

    @AfterEach
    void end() throws LifecycleException {
        server.stop();
        server.destroy();
        http.close();
    }

    @Test
    void asksPeopleToComeBackInASentence() throws Exception {
        HttpResponse<String> answer = get("/customers");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("3");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.body()).contains("平台正在启动，请几秒钟后刷新本页。");
    }

    @Test
    void tellsProgramsInAProblem() throws Exception {
        HttpResponse<String> answer = get("/api/v1/coverage");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("3");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo("urn:bankscrm:problem:starting");
        assertThat(problem.path("status").asInt()).isEqualTo(503);
        assertThat(problem.path("detail").asString()).isNotBlank();
    }

    @Test
    void letsCallbacksPass() throws Exception {
        HttpResponse<String> answer = get("/wecom/callback/customer?nonce=1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("success");
    }

    @Test
    void letsNothingPassThatOnlyLooksLikeACallback() throws Exception {
        assertThat(get("/wecom/callback/../../customers").statusCode()).isEqualTo(503);
        assertThat(get("/wecom/callbacks").statusCode()).isEqualTo(503);
        assertThat(get("/customers/wecom/callback/customer").statusCode()).isEqualTo(503);
    }

    @Test
    void hasNoDispatcherMadeBeforeItIsOpen() throws Exception {
        get("/");
        get("/api/v1/coverage");
        get("/wecom/callback/customer");
        assertThat(dispatchersMade).hasValue(0);

        door.open();

        assertThat(get("/").body()).isEqualTo("page");
        assertThat(get("/api/v1/coverage").statusCode()).isEqualTo(200);
        assertThat(dispatchersMade).hasValue(1);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.getConnector().getLocalPort() + path);
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static class Answering extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final String text;

        Answering(String text) {
            this.text = text;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write(text);
        }
    }
}
