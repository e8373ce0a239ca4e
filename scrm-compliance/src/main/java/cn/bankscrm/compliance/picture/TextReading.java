package cn.bankscrm.compliance.picture;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the text of one picture, outside any transaction. For one thread. */
class TextReading implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TextReading.class);

    private final TextRows rows;
    private final PictureContents contents;
    private final Optional<TextProcess> process;
    private final Timer timer;

    /** @param process empty where there is no library */
    TextReading(TextRows rows, PictureContents contents, Optional<TextProcess> process, MeterRegistry registry) {
        this.rows = rows;
        this.contents = contents;
        this.process = process;
        this.timer = Timer.builder("scrm.picture.text.time")
                .description("Reading the text of a picture of a chat")
                .publishPercentiles(0.5, 0.95)
                .register(registry);
    }

    /** @return whether there was a picture to read */
    boolean readOne() throws InterruptedException {
        Optional<PictureRows.Begun> next = process.isEmpty() ? Optional.empty() : rows.begin();
        if (next.isEmpty()) {
            close();
            return false;
        }
        PictureRows.Begun picture = next.get();
        if (picture.tries() > TextRows.TRIES) {
            rows.failed(picture);
            return true;
        }
        try {
            read(picture, process.orElseThrow());
        } catch (UnreadablePicture e) {
            rows.failed(picture);
        } catch (IOException e) {
            log.atWarn().setCause(e).log("The text of a picture could not be read; tried again later");
        }
        return true;
    }

    private void read(PictureRows.Begun picture, TextProcess program)
            throws IOException, UnreadablePicture, InterruptedException {
        long begin = System.nanoTime();
        List<String> texts = new ArrayList<>();
        for (byte[] piece : TextPieces.of(contents.pixels(picture.media()).image())) {
            Optional<String> text = program.read(piece);
            if (text.isEmpty()) {
                // it comes again by itself, a few times
                return;
            }
            texts.add(text.get());
        }
        timer.record(Duration.ofNanos(System.nanoTime() - begin));
        rows.read(picture, String.join("\n", texts).strip());
    }

    @Override
    public void close() {
        process.ifPresent(TextProcess::close);
    }
}
