package cn.bankscrm.engagement.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Says what a file is by what is in it; its name and what a browser calls it do not count. */
final class FileCheck {

    static final int LARGEST_PICTURE = 10 * 1024 * 1024;
    static final int LARGEST_DOCUMENT = 20 * 1024 * 1024;

    /** A phone shows less than a tenth of it. */
    private static final long MOST_PIXELS = 24_000_000;

    private static final int LONGEST_SIDE = 10_000;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = 1024;

    private FileCheck() {}

    /** What a file is found to be. */
    sealed interface Finding {

        record Picture(String mediaType, int width, int height) implements Finding {}

        record Document() implements Finding {}

        /** Neither a picture nor a document of the kinds that are taken. */
        record Unknown() implements Finding {}

        record TooLarge() implements Finding {}

        /** It begins like one, and cannot be read. */
        record Broken() implements Finding {}

        record TooManyPixels() implements Finding {}
    }

    static Finding of(byte[] bytes) {
        if (beginsWith(bytes, PNG)) {
            return picture(bytes, "image/png", "png");
        }
        if (beginsWith(bytes, JPEG)) {
            return picture(bytes, "image/jpeg", "jpeg");
        }
        if (beginsWith(bytes, PDF)) {
            if (bytes.length > LARGEST_DOCUMENT) {
                return new Finding.TooLarge();
            }
            String tail = new String(
                    bytes, Math.max(0, bytes.length - TAIL), Math.min(TAIL, bytes.length), StandardCharsets.ISO_8859_1);
            return tail.contains("%%EOF") ? new Finding.Document() : new Finding.Broken();
        }
        return new Finding.Unknown();
    }

    private static boolean beginsWith(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }

    private static Finding picture(byte[] bytes, String mediaType, String format) {
        if (bytes.length > LARGEST_PICTURE) {
            return new Finding.TooLarge();
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        ImageReader reader = readers.next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
                return new Finding.TooManyPixels();
            }
            return decodes(reader, width, height)
                    ? new Finding.Picture(mediaType, width, height)
                    : new Finding.Broken();
        } catch (IOException | RuntimeException e) {
            // readers throw of either kind at what was made to break them
            return new Finding.Broken();
        } finally {
            reader.dispose();
        }
    }

    /** Reads every row of it, and keeps one pixel of many. */
    private static boolean decodes(ImageReader reader, int width, int height) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.max(1, Math.min(16, Math.min(width, height)));
        param.setSourceSubsampling(step, step, 0, 0);
        boolean[] warned = {false};
        reader.addIIOReadWarningListener((source, warning) -> warned[0] |= isTruncation(warning));
        return reader.read(0, param).getWidth() > 0 && !warned[0];
    }

    private static boolean isTruncation(@Nullable String warning) {
        return warning != null && warning.toLowerCase(Locale.ROOT).contains("premature");
    }
}
