package cn.bankscrm.simulator.chat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Contents for the files that are sent: a small picture, or a few bytes that begin as their kind does. */
final class Pictures {
    private static final byte[] PICTURE = picture();

    private Pictures() {}

    static byte[] of(String what) {
        return switch (what) {
            case "picture" -> PICTURE.clone();
            // the head of an AMR file and frames of silence
            case "voice" ->
                ("#!AMR\n" + "<\0\0\0\0\0\0\0\0\0\0\0\0".repeat(300))
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            default ->
                ChatLog.utf8(what.endsWith(".pdf") ? "%PDF-1.4\n% " + what + "\n%%EOF\n" : "演示文件 " + what + "\n");
        };
    }

    private static byte[] picture() {
        BufferedImage image = new BufferedImage(240, 160, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(0xf3f6fa));
        g.fillRect(0, 0, 240, 160);
        g.setColor(new Color(0x2f6fb5));
        g.fillRoundRect(24, 24, 192, 112, 16, 16);
        g.setColor(Color.WHITE);
        for (int i = 0; i < 4; i++) {
            g.fillRect(44, 48 + i * 20, 152 - i * 24, 8);
        }
        g.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
