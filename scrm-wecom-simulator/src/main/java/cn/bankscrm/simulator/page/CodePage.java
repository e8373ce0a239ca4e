package cn.bankscrm.simulator.page;

import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.http.Response;
import cn.bankscrm.simulator.world.ContactWays.ContactWay;
import cn.bankscrm.simulator.world.World;
import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** The picture of a contact way's code, and where it leads: a customer adds one of its members. */
final class CodePage {
    private static final String PICTURES = "/sim/qr/";
    private static final String SCANNED = "/sim/add/";
    private static final int SIDE = 400;

    private final World world;

    CodePage(World world) {
        this.world = world;
    }

    Optional<Response> handle(Request request) {
        if (request.path().startsWith(PICTURES)) {
            return way(request, PICTURES)
                    .map(way -> Response.png(picture("http://" + request.host() + SCANNED + way.configId())));
        }
        return request.path().startsWith(SCANNED)
                ? way(request, SCANNED).map(way -> Response.html(html(way, request)))
                : Optional.empty();
    }

    private Optional<ContactWay> way(Request request, String prefix) {
        return world.contactWays().find(request.path().substring(prefix.length()));
    }

    private String html(ContactWay way, Request request) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("code", way.configId());
        if (!request.param("customer").isEmpty()) {
            fields.put("customer", request.param("customer"));
        }
        return Html.document(
                "扫码添加",
                "<p>这个联系我二维码（%s）现在通向：%s。扫码的客户会成为其中一位的好友。</p>"
                                .formatted(Html.text(way.remark()), Html.text(String.join("、", way.users())))
                        + "<form method=\"post\" action=\"/sim/page/scan-code\">" + Html.hidden(fields)
                        + "<input name=\"name\" maxlength=\"20\" placeholder=\"新客户称呼\" aria-label=\"新客户称呼\">"
                        + "<button id=\"scan-code\">添加到通讯录</button></form>");
    }

    private static byte[] picture(String text) {
        try {
            BitMatrix dots = new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            SIDE,
                            SIDE,
                            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M));
            BufferedImage image = new BufferedImage(dots.getWidth(), dots.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
            for (int y = 0; y < dots.getHeight(); y++) {
                for (int x = 0; x < dots.getWidth(); x++) {
                    image.setRGB(x, y, dots.get(x, y) ? 0x000000 : 0xFFFFFF);
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
