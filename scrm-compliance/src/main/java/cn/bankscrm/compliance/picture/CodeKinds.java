package cn.bankscrm.compliance.picture;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Tells by what a code says what it is for. The bank's own domains go before everything else. */
@Component
final class CodeKinds {

    /** As WeChat, Alipay, UnionPay and the merchants' standard (EMVCo, which begins 000201) write them. */
    private static final List<String> PAYMENT = List.of(
            "wxp://",
            "weixin://wxpay",
            "weixin.qq.com/pay",
            "wx.tenpay.com",
            "pay.weixin.qq.com",
            "payapp.weixin.qq.com",
            "qr.alipay.com",
            "alipays://",
            "alipay://",
            "mobilecodec.alipay.com",
            "qr.95516.com",
            "qr.jd.com/pay",
            "000201");

    private static final List<String> GROUP = List.of(
            "weixin.qq.com/g/",
            "work.weixin.qq.com/gm/",
            "work.weixin.qq.com/u/gm",
            "jq.qq.com",
            "qm.qq.com/cgi-bin/qm/qr?_wv=1027",
            "t.me/+");

    private static final List<String> CONTACT = List.of(
            "u.wechat.com",
            "weixin.qq.com/r/",
            "weixin.qq.com/x/",
            "weixin.qq.com/q/",
            "work.weixin.qq.com/",
            "wework.qpic.cn",
            "weixin://contacts",
            "qm.qq.com",
            "u.wechat.com/",
            "t.me/",
            "wa.me/",
            "begin:vcard",
            "mecard:",
            "tel:",
            "sms:",
            "smsto:",
            "mailto:",
            "matmsg:");

    /** A bar code that somebody shows to pay: WeChat's and Alipay's numbers. */
    private static final Pattern PAYING = Pattern.compile("1[0-5]\\d{16}|(?:2[5-9]|30)\\d{14,22}");

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:(?://)?\\S+", Pattern.CASE_INSENSITIVE);
    private static final Pattern BARE_HOST = Pattern.compile("(?:[a-z0-9-]+\\.)+[a-z]{2,}(?:[/?#:]\\S*)?");

    private final List<String> own;

    CodeKinds(PictureProperties properties) {
        own = properties.ownDomains().stream()
                .map(domain -> domain.strip().toLowerCase(Locale.ROOT))
                .filter(domain -> !domain.isEmpty())
                .toList();
    }

    CodeKind of(String payload) {
        String text = payload.strip();
        String lower = text.toLowerCase(Locale.ROOT);
        if (host(text).filter(this::isOwn).isPresent()) {
            return CodeKind.OWN;
        }
        String address = lower.replaceFirst("^https?://(?:www\\.)?", "");
        if (begins(address, PAYMENT) || PAYING.matcher(text).matches()) {
            return CodeKind.PAYMENT;
        } else if (begins(address, GROUP)) {
            return CodeKind.GROUP;
        } else if (begins(address, CONTACT)) {
            return CodeKind.CONTACT;
        }
        return SCHEME.matcher(text).matches() || BARE_HOST.matcher(lower).matches() ? CodeKind.LINK : CodeKind.TEXT;
    }

    private static boolean begins(String text, List<String> beginnings) {
        return beginnings.stream().anyMatch(text::startsWith);
    }

    private boolean isOwn(String host) {
        return own.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    /** The host alone: what stands before an {@code @} or behind a slash says nothing about where a link leads. */
    private static Optional<String> host(String text) {
        try {
            URI address = new URI(text);
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            return web
                    ? Optional.ofNullable(address.getHost()).map(host -> host.toLowerCase(Locale.ROOT))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
