package cn.bankscrm.compliance.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Cuts a picture into pieces that the library takes with little memory: no wider than text needs, a long screenshot one
 * piece after the other. A line at the edge stands in both pieces.
 */
final class TextPieces {

    static final int WIDE = 960;
    static final int LONG = 1_280;
    private static final int OVERLAP = 80;
    private static final int MOST = 12;
    private static final int SMALLEST = 16;

    private TextPieces() {}

    /** @return in PNG; none where nothing can be written in it */
    static List<byte[]> of(BufferedImage image) throws IOException {
        if (Math.min(image.getWidth(), image.getHeight()) < SMALLEST) {
            return List.of();
        }
        BufferedImage narrow = narrowed(image);
        boolean upright = narrow.getHeight() >= narrow.getWidth();
        int length = upright ? narrow.getHeight() : narrow.getWidth();
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; pieces.size() < MOST; from += LONG - OVERLAP) {
            int size = Math.min(LONG, length - from);
            pieces.add(png(
                    upright
                            ? narrow.getSubimage(0, from, narrow.getWidth(), size)
                            : narrow.getSubimage(from, 0, size, narrow.getHeight())));
            if (from + size >= length) {
                break;
            }
        }
        return pieces;
    }

    private static BufferedImage narrowed(BufferedImage image) {
        double factor = (double) WIDE / Math.min(image.getWidth(), image.getHeight());
        if (factor >= 1) {
            return image;
        }
        int width = (int) Math.round(image.getWidth() * factor);
        int height = (int) Math.round(image.getHeight() * factor);
        BufferedImage narrow = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = narrow.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.drawImage(image, 0, 0, width, height, null);
        canvas.dispose();
        return narrow;
    }

    private static byte[] png(BufferedImage piece) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        ImageIO.write(piece, "png", out);
        return out.toByteArray();
    }
}
