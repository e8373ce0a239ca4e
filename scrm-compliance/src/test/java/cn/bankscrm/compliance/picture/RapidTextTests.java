package cn.bankscrm.compliance.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cn.bankscrm.compliance.picture.child.RapidTextEngine;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The library itself, on the one system that it is there for. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "x86_64"})
class RapidTextTests {

    @TempDir
    private Path data;

    @Test
    void readsChineseInATallScreenshotAndOnADarkPoster() throws Exception {
        TextLibrary library = TextLibrary.of(
                System.getProperty("java.class.path"), RapidTextEngine.class.getName(), data.resolve("program"));
        try (TextProcess process = new TextProcess(library, Duration.ofMinutes(2))) {
            assertThat(read(process, written(720, 1600, 34, Color.WHITE, Color.BLACK)))
                    .contains("保本保收益", "加我微信", "个人账户");
            assertThat(read(process, written(640, 480, 28, new Color(0x203060), Color.WHITE)))
                    .contains("保本保收益");
            assertThat(read(process, DrawnPictures.poster(200, 200))).doesNotContain("保本");
        }
    }

    private static String read(TextProcess process, BufferedImage image) throws Exception {
        StringBuilder text = new StringBuilder();
        for (byte[] piece : TextPieces.of(image)) {
            text.append(process.read(piece).orElseThrow()).append('\n');
        }
        return text.toString();
    }

    private static BufferedImage written(int width, int height, int size, Color ground, Color ink) {
        Font font = new Font("Noto Sans CJK SC", Font.PLAIN, size);
        assumeThat(font.canDisplay('保')).as("a font with Chinese").isTrue();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setColor(ground);
        canvas.fillRect(0, 0, width, height);
        canvas.setColor(ink);
        canvas.setFont(font);
        int line = 2 * size;
        for (String words : List.of("这款产品保本保收益", "请加我微信详谈", "转账到我个人账户即可")) {
            canvas.drawString(words, size, line);
            line += height / 4;
        }
        canvas.dispose();
        return image;
    }
}
