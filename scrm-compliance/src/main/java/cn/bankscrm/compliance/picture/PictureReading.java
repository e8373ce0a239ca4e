package cn.bankscrm.compliance.picture;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads one picture, outside any transaction. For one thread. */
@Component
class PictureReading {

    private static final Logger log = LoggerFactory.getLogger(PictureReading.class);

    private final PictureRows rows;
    private final PictureContents contents;
    private final CodeKinds kinds;
    private final Timer timer;
    private final CodeFinder finder = new CodeFinder();

    PictureReading(PictureRows rows, PictureContents contents, CodeKinds kinds, MeterRegistry registry) {
        this.rows = rows;
        this.contents = contents;
        this.kinds = kinds;
        this.timer = Timer.builder("scrm.picture.time")
                .description("Reading a picture of a chat: opening it and looking for codes")
                .publishPercentiles(0.5, 0.95)
                .register(registry);
    }

    /** @return whether there was a picture to read */
    boolean readOne() {
        Optional<PictureRows.Begun> next = rows.begin();
        if (next.isEmpty()) {
            return false;
        }
        PictureRows.Begun picture = next.get();
        if (picture.tries() > PictureRows.TRIES) {
            rows.unreadable(picture, Trouble.GIVEN_UP);
            return true;
        }
        try {
            read(picture);
        } catch (UnreadablePicture e) {
            rows.unreadable(picture, e.trouble());
        } catch (IOException e) {
            // the store's trouble and not the picture's: it comes again
            log.atWarn().setCause(e).log("A picture of a chat could not be fetched from its store; tried again later");
        }
        return true;
    }

    private void read(PictureRows.Begun picture) throws IOException, UnreadablePicture {
        long begin = System.nanoTime();
        Pixels pixels = contents.pixels(picture.media());
        List<PictureRows.Kept> codes = finder.find(pixels.image()).stream()
                .map(code -> new PictureRows.Kept(code, kinds.of(code.payload())))
                .toList();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        timer.record(took);
        rows.read(picture, pixels.width(), pixels.height(), codes, took);
    }
}
