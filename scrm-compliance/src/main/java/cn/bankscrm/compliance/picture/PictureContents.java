package cn.bankscrm.compliance.picture;

import cn.bankscrm.compliance.archive.ChatMedia;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Opens what is kept of a picture. */
@Component
class PictureContents {

    private final ChatMedia media;
    private final PictureProperties properties;

    PictureContents(ChatMedia media, PictureProperties properties) {
        this.media = media;
        this.properties = properties;
    }

    /**
     * The pixels of a picture.
     *
     * @param file one that holds it; empty when none is left
     * @throws IOException when the store is in trouble: the picture may be readable later
     */
    Pixels pixels(Optional<Long> file) throws IOException, UnreadablePicture {
        return Pixels.of(bytes(file), properties.mostPixels());
    }

    private byte[] bytes(Optional<Long> file) throws IOException, UnreadablePicture {
        Optional<InputStream> opened;
        try {
            opened = file.isPresent() ? media.open(file.get()) : Optional.empty();
        } catch (NoSuchFileException e) {
            throw new UnreadablePicture(Trouble.LOST, e);
        }
        try (InputStream in = opened.orElseThrow(() -> new UnreadablePicture(Trouble.LOST))) {
            byte[] bytes = in.readNBytes(properties.mostBytes() + 1);
            if (bytes.length > properties.mostBytes()) {
                throw new UnreadablePicture(Trouble.TOO_LARGE);
            }
            return bytes;
        }
    }
}
