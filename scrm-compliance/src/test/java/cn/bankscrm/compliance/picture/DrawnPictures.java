package cn.bankscrm.compliance.picture;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures such as people send, drawn where they are needed. */
public final class DrawnPictures {

    private DrawnPictures() {}

    /** A square code on white, with the rim that it should have. */
    public static BufferedImage code(String payload, int size) {
        return code(payload, BarcodeFormat.QR_CODE, size, size);
    }

    static BufferedImage code(String payload, BarcodeFormat format, int width, int height) {
        try {
            BitMatrix matrix = new MultiFormatWriter()
                    .encode(
                            payload,
                            format,
                            width,
                            height,
                            Map.of(com.google.zxing.EncodeHintType.CHARACTER_SET, "UTF-8"));
            BufferedImage image = new BufferedImage(matrix.getWidth(), matrix.getHeight(), BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < matrix.getHeight(); y++) {
                for (int x = 0; x < matrix.getWidth(); x++) {
                    image.setRGB(x, y, matrix.get(x, y) ? 0x101010 : 0xffffff);
                }
            }
            return image;
        } catch (WriterException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Something colourful, the same each time. */
    static BufferedImage poster(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            canvas.setColor(new Color(random.nextInt(0xffffff)));
            canvas.fillRect(random.nextInt(width), random.nextInt(height), width / 12, height / 30);
            canvas.drawLine(
                    random.nextInt(width), random.nextInt(height), random.nextInt(width), random.nextInt(height));
        }
        canvas.dispose();
        return image;
    }

    static BufferedImage on(BufferedImage ground, BufferedImage picture, int x, int y) {
        Graphics2D canvas = ground.createGraphics();
        canvas.drawImage(picture, x, y, null);
        canvas.dispose();
        return ground;
    }

    static BufferedImage turned(BufferedImage image, int degrees) {
        int side = (int) Math.ceil(Math.hypot(image.getWidth(), image.getHeight()));
        BufferedImage turned = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = turned.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, side, side);
        canvas.rotate(Math.toRadians(degrees), side / 2.0, side / 2.0);
        canvas.drawImage(image, (side - image.getWidth()) / 2, (side - image.getHeight()) / 2, null);
        canvas.dispose();
        return turned;
    }

    static BufferedImage inverted(BufferedImage image) {
        BufferedImage inverted = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                inverted.setRGB(x, y, ~image.getRGB(x, y));
            }
        }
        return inverted;
    }

    public static byte[] file(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException(format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Some bytes that promise a picture of 60,000 × 60,000. */
    static byte[] bomb() {
        byte[] head = ByteBuffer.allocate(17)
                .put(new byte[] {'I', 'H', 'D', 'R'})
                .putInt(60_000)
                .putInt(60_000)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        CRC32 sum = new CRC32();
        sum.update(head);
        return ByteBuffer.allocate(64)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put(head)
                .putInt((int) sum.getValue())
                .putInt(31)
                .put(new byte[] {'I', 'D', 'A', 'T'})
                .array();
    }
}
