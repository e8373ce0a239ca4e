package cn.bankscrm.compliance.picture;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds codes in pixels: as they are and coarser, larger where they are few; where nothing is found, white on black and
 * turned as well. For one thread.
 */
final class CodeFinder {

    /**
     * As it is found.
     *
     * @param format the reader's name of it
     */
    record Code(String format, String payload) {

        /** Without what it says. */
        @Override
        public String toString() {
            return "Code[" + format + "]";
        }
    }

    /** Most codes are found, and fastest, where they have no more pixels than they need. */
    private static final int COARSE = 1_000_000;

    private static final int TINY = 250_000;

    /** Stripes that any line of a text looks like are left out. */
    private static final Map<DecodeHintType, ?> HINTS = Map.of(
            DecodeHintType.TRY_HARDER,
            true,
            DecodeHintType.POSSIBLE_FORMATS,
            List.of(
                    BarcodeFormat.CODE_128,
                    BarcodeFormat.EAN_13,
                    BarcodeFormat.DATA_MATRIX,
                    BarcodeFormat.AZTEC,
                    BarcodeFormat.PDF_417));

    private final QRCodeMultiReader squares = new QRCodeMultiReader();
    private final MultiFormatReader others = new MultiFormatReader();

    List<Code> find(BufferedImage image) {
        BufferedImage coarse = scaled(image, COARSE);
        Set<Code> found = new LinkedHashSet<>(in(coarse, false));
        if (coarse.getWidth() < image.getWidth()) {
            found.addAll(in(image, false));
        }
        if (found.isEmpty()) {
            found.addAll(in(coarse, true));
        }
        if (found.isEmpty() && (long) image.getWidth() * image.getHeight() <= TINY) {
            found.addAll(in(enlarged(image), false));
        }
        for (int degrees = 45; degrees <= 90 && found.isEmpty(); degrees += 45) {
            found.addAll(in(turned(coarse, degrees), false));
        }
        return List.copyOf(found);
    }

    private List<Code> in(BufferedImage image, boolean inverted) {
        int width = image.getWidth();
        int height = image.getHeight();
        LuminanceSource grey = new RGBLuminanceSource(width, height, image.getRGB(0, 0, width, height, null, 0, width));
        LuminanceSource source = inverted ? grey.invert() : grey;
        List<Code> found = new ArrayList<>();
        for (Function<LuminanceSource, Binarizer> blackAndWhite :
                List.<Function<LuminanceSource, Binarizer>>of(HybridBinarizer::new, GlobalHistogramBinarizer::new)) {
            squares(new BinaryBitmap(blackAndWhite.apply(source)), found);
            if (!found.isEmpty()) {
                break;
            }
        }
        others(new BinaryBitmap(new HybridBinarizer(source)), found);
        return found;
    }

    private void squares(BinaryBitmap bitmap, List<Code> found) {
        try {
            Arrays.stream(squares.decodeMultiple(bitmap, Map.of(DecodeHintType.TRY_HARDER, true)))
                    .map(CodeFinder::code)
                    .forEach(found::add);
        } catch (ReaderException | RuntimeException none) {
            // whatever looks like a code and is none ends the reader in its own way
        }
    }

    private void others(BinaryBitmap bitmap, List<Code> found) {
        try {
            found.add(code(others.decode(bitmap, HINTS)));
        } catch (ReaderException | RuntimeException none) {
            // as above
        }
    }

    private static Code code(Result result) {
        return new Code(result.getBarcodeFormat().name(), result.getText());
    }

    private static BufferedImage scaled(BufferedImage image, int pixels) {
        double factor = Math.sqrt((double) pixels / ((long) image.getWidth() * image.getHeight()));
        return factor >= 1
                ? image
                : drawn(image, Math.max(1, (int) (image.getWidth() * factor)), Math.max(1, (int)
                        (image.getHeight() * factor)));
    }

    private static BufferedImage enlarged(BufferedImage image) {
        return drawn(image, image.getWidth() * 3, image.getHeight() * 3);
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = canvas(drawn);
        canvas.drawImage(image, 0, 0, width, height, null);
        canvas.dispose();
        return drawn;
    }

    private static BufferedImage turned(BufferedImage image, int degrees) {
        double angle = Math.toRadians(degrees);
        double sine = Math.abs(Math.sin(angle));
        double cosine = Math.abs(Math.cos(angle));
        int width = (int) Math.ceil(image.getWidth() * cosine + image.getHeight() * sine);
        int height = (int) Math.ceil(image.getWidth() * sine + image.getHeight() * cosine);
        BufferedImage turned = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = canvas(turned);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, width, height);
        canvas.translate(width / 2.0, height / 2.0);
        canvas.rotate(angle);
        canvas.drawImage(image, -image.getWidth() / 2, -image.getHeight() / 2, null);
        canvas.dispose();
        return turned;
    }

    private static Graphics2D canvas(BufferedImage image) {
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        return canvas;
    }
}
