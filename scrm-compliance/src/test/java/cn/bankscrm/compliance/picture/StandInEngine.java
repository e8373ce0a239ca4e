package cn.bankscrm.compliance.picture;

import cn.bankscrm.compliance.picture.child.TextEngine;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;

/** Stands in for the library: what it does stands in the colour of a picture's first dot. */
public final class StandInEngine implements TextEngine {

    static final int GUARANTEED = 0x00ff00;
    static final int NOTHING = 0xffffff;
    static final int FALLS = 0xff0000;
    static final int HANGS = 0x0000ff;

    @Override
    public String read(Path picture) {
        try {
            BufferedImage image = ImageIO.read(picture.toFile());
            return switch (image.getRGB(0, 0) & 0xffffff) {
                case GUARANTEED -> "这款产品\n保本保收益";
                case FALLS -> {
                    Runtime.getRuntime().halt(134);
                    yield "";
                }
                case HANGS -> {
                    new CountDownLatch(1).await();
                    yield "";
                }
                default -> "";
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
