package cn.bankscrm.compliance.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The pixels of a picture, its size as it was.
 *
 * @param image on white, coarser than the picture where that is large
 */
record Pixels(BufferedImage image, int width, int height) {

    /** A larger picture is taken in coarser steps. */
    private static final int FINEST = 4_000_000;

    /**
     * Opens a file. Of several pictures in one file, the first.
     *
     * @param mostPixels what its beginning may promise
     */
    static Pixels of(byte[] file, long mostPixels) throws UnreadablePicture {
        // in memory: a cache on the disk would hold a customer's picture in the clear
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new UnreadablePicture(Trouble.FORMAT);
            }
            ImageReader reader = readers.next();
            try {
                // without its notes: they may be bombs of their own
                reader.setInput(in, true, true);
                return read(reader, mostPixels);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // readers of pictures fail in any way that they like on what is none
            throw new UnreadablePicture(Trouble.BROKEN, e);
        }
    }

    private static Pixels read(ImageReader reader, long mostPixels) throws IOException, UnreadablePicture {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        long pixels = (long) width * height;
        if (pixels > mostPixels) {
            throw new UnreadablePicture(Trouble.TOO_LARGE);
        }
        ImageReadParam how = reader.getDefaultReadParam();
        int step = (int) Math.ceil(Math.sqrt((double) pixels / FINEST));
        if (step > 1) {
            how.setSourceSubsampling(step, step, 0, 0);
        }
        return new Pixels(onWhite(reader.read(0, how)), width, height);
    }

    private static BufferedImage onWhite(BufferedImage read) {
        BufferedImage image = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.drawImage(read, 0, 0, Color.WHITE, null);
        canvas.dispose();
        return image;
    }
}
