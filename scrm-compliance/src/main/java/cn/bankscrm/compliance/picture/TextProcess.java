package cn.bankscrm.compliance.picture;

import cn.bankscrm.compliance.picture.child.TextChild;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that reads text, from the platform's side: started with the first picture, ended when there are no more
 * (it holds half a gigabyte), started anew after some, when it died, or when it took too long. For one thread.
 */
final class TextProcess implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TextProcess.class);

    /** The library keeps some of what it takes. */
    private static final int PICTURES = 200;

    private final TextLibrary library;
    private final Duration patience;
    private @Nullable Running running;

    private static final class Running {
        final Process process;
        final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
        int pictures;

        Running(Process process) {
            this.process = process;
        }
    }

    TextProcess(TextLibrary library, Duration patience) {
        this.library = library;
        this.patience = patience;
    }

    /**
     * The text of a picture.
     *
     * @param png small enough: what the library takes grows with the pixels
     * @return empty when it could not be read: the process died or was ended
     */
    Optional<String> read(byte[] png) throws IOException, InterruptedException {
        Running child = running;
        if (child == null || child.pictures >= PICTURES || !child.process.isAlive()) {
            close();
            child = begin();
        }
        child.pictures++;
        try {
            OutputStream in = child.process.getOutputStream();
            in.write(Base64.getEncoder().encode(png));
            in.write('\n');
            in.flush();
        } catch (IOException e) {
            close();
            return Optional.empty();
        }
        Optional<String> answer = child.answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null || answer.isEmpty()) {
            log.atWarn()
                    .addKeyValue("why", answer == null ? "silent" : "gone")
                    .log("The process that reads text of pictures was ended");
            close();
            return Optional.empty();
        }
        return answer;
    }

    boolean isRunning() {
        return running != null;
    }

    private Running begin() throws IOException {
        // what a process that died has left
        Files.deleteIfExists(library.picture());
        Process process = new ProcessBuilder(library.command())
                // what a library prints may hold what it read
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Running begun = new Running(process);
        Thread.ofVirtual().name("picture-text-child").start(() -> listen(begun));
        running = begun;
        return begun;
    }

    private static void listen(Running child) {
        try (BufferedReader out = child.process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(TextChild.MARK)) {
                    byte[] text = Base64.getDecoder().decode(line.substring(TextChild.MARK.length()));
                    child.answers.add(Optional.of(new String(text, StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException e) {
            log.debug("The process that reads text of pictures is gone");
        }
        child.answers.add(Optional.empty());
    }

    /** Ends the process; the next picture starts another. */
    @Override
    public void close() {
        Running child = running;
        running = null;
        if (child != null) {
            child.process.destroyForcibly();
            try {
                Files.deleteIfExists(library.picture());
            } catch (IOException e) {
                log.atWarn().setCause(e).log("A picture could not be deleted from where text is read");
            }
        }
    }
}
