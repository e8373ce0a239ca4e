package cn.bankscrm.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program in a process of its own, from its start to its end. */
final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Duration toFirstAnswer;

    private ServerProcess(Process process, Duration toFirstAnswer) {
        this.process = process;
        this.toFirstAnswer = toFirstAnswer;
    }

    /**
     * Returns when the program answers with 200.
     *
     * @param log receives what it prints
     * @throws IllegalStateException when it ends before, or does not answer in time
     */
    static ServerProcess start(List<String> command, Map<String, String> environment, Path log, URI page)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build();
        long began = System.nanoTime();
        Process process = builder.start();
        while (process.isAlive() && System.nanoTime() - began < PATIENCE.toNanos()) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return new ServerProcess(process, Duration.ofNanos(System.nanoTime() - began));
                }
            } catch (IOException e) {
                // not yet
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        process.destroyForcibly().waitFor();
        throw new IllegalStateException("No answer from " + page + ": " + Files.readString(log));
    }

    /** From the start of the process to the first 200. */
    Duration toFirstAnswer() {
        return toFirstAnswer;
    }

    /** @return the memory that is resident, in MB */
    long residentMegabytes() throws IOException {
        return status("VmRSS:");
    }

    /** @return the most memory that ever was resident, in MB */
    long mostResidentMegabytes() throws IOException {
        return status("VmHWM:");
    }

    private long status(String line) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(l -> l.startsWith(line))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
