package cn.bankscrm.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingDoorTests {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    @Test
    void servesWhoKnockedBeforeTheWebServerWasThere() throws Exception {
        int port = freePort();
        WaitingDoor.open(Optional.of(HERE), port);
        try (HttpClient http = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> early = ask(http, port);

            Tomcat server = server(port);
            server.start();
            try {
                assertThat(early.get(20, TimeUnit.SECONDS).body()).isEqualTo("here");
                assertThat(ask(http, port).get(20, TimeUnit.SECONDS).body()).isEqualTo("here");
            } finally {
                end(server);
            }
        }
        assertThat(isFree(port)).as("the port is closed with the server").isTrue();
    }

    @Test
    void leavesAPortThatIsTakenToTheWebServer() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
            WaitingDoor.open(Optional.of(HERE), taken.getLocalPort());

            assertThat(WaitingDoor.take(taken.getLocalPort())).isEmpty();
        }
    }

    @Test
    void opensAPortOfItsOwnWhereNoDoorWaits() throws Exception {
        int port = freePort();
        Tomcat server = server(port);
        server.start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(ask(http, port).get(20, TimeUnit.SECONDS).body()).isEqualTo("here");
        } finally {
            end(server);
        }
    }

    private Tomcat server(int port) {
        Tomcat server = new Tomcat();
        server.setBaseDir(folder.toString());
        Connector connector = new Connector(WaitingDoorProtocol.class.getName());
        connector.setPort(port);
        connector.setProperty("address", HERE.getHostAddress());
        server.setConnector(connector);
        Context context = server.addContext("", folder.toString());
        Tomcat.addServlet(context, "here", new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter().write("here");
            }
        });
        context.addServletMappingDecoded("/", "here");
        return server;
    }

    private static void end(Tomcat server) throws LifecycleException {
        server.stop();
        server.destroy();
    }

    private static CompletableFuture<HttpResponse<String>> ask(HttpClient http, int port) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://" + HERE.getHostAddress() + ":" + port + "/"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, HERE)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
