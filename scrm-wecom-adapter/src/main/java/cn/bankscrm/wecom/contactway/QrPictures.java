package cn.bankscrm.wecom.contactway;

import cn.bankscrm.engagement.contactway.WayFailure;
import cn.bankscrm.engagement.contactway.WayTrouble;
import cn.bankscrm.wecom.client.WeComProperties;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.springframework.stereotype.Component;

/**
 * Reads where the picture of a code leads: WeCom gives the picture only. Pictures are fetched from Tencent's hosts, or
 * from where the API is, and lead there; nothing else is opened.
 */
@Component
class QrPictures {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGEST = 2 << 20;
    private static final long MOST_PIXELS = 4_000_000;
    private static final Pattern TENCENT = Pattern.compile("([a-z0-9-]+\\.)*(qpic\\.cn|weixin\\.qq\\.com)");

    private final URI apiBase;
    private final HttpClient http;

    QrPictures(WeComProperties properties) {
        this.apiBase = properties.apiBaseUrl();
        this.http = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @throws WayFailure when it cannot be fetched, or is no picture of a code that leads to WeCom */
    URI read(URI picture) {
        if (!trusted(picture)) {
            throw unreadable();
        }
        byte[] bytes = fetch(picture);
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
            if (image == null || (long) image.getWidth() * image.getHeight() > MOST_PIXELS) {
                throw unreadable();
            }
            int width = image.getWidth();
            int height = image.getHeight();
            String text = new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(
                                    width, height, image.getRGB(0, 0, width, height, null, 0, width)))),
                            Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText();
            URI address = URI.create(text);
            if (!trusted(address)) {
                throw unreadable();
            }
            return address;
        } catch (IOException | ReaderException | IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private byte[] fetch(URI picture) {
        HttpRequest request =
                HttpRequest.newBuilder(picture).timeout(PATIENCE).GET().build();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw WayFailure.later(0, null);
                }
                return in.readNBytes(LARGEST);
            }
        } catch (IOException e) {
            throw WayFailure.later(0, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WayFailure.later(0, null);
        }
    }

    private boolean trusted(URI address) {
        String host = Objects.requireNonNullElse(address.getHost(), "").toLowerCase(Locale.ROOT);
        boolean tencent =
                "https".equals(address.getScheme()) && TENCENT.matcher(host).matches();
        boolean simulated = Objects.equals(address.getScheme(), apiBase.getScheme())
                && Objects.equals(address.getAuthority(), apiBase.getAuthority());
        return tencent || simulated;
    }

    private static WayFailure unreadable() {
        return WayFailure.refused(WayTrouble.PICTURE, 0);
    }
}
