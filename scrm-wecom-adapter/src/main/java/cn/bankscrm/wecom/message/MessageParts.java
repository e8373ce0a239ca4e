package cn.bankscrm.wecom.message;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.engagement.touch.LinkCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts and links in WeCom's form, out to it and back. */
public final class MessageParts {

    private MessageParts() {}

    /** The fields {@code text} and {@code attachments}. */
    public static Map<String, Object> of(Cleared text, Optional<LinkCard> card) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("text", Map.of("content", text.text()));
        card.ifPresent(one -> parts.put(
                "attachments",
                List.of(Map.of(
                        "msgtype", "link", "link", Map.of("title", one.title().text(), "url", one.url())))));
        return parts;
    }

    /** Text as it is read back. */
    public record Text(@Nullable String content) {}

    /** A link as it is read back. */
    public record Link(@Nullable String url) {}

    /** Whether what is there was sent with this link, or without any and with this text. */
    public static boolean same(
            @Nullable Text text, Optional<Link> link, String wantedText, Optional<String> wantedUrl) {
        String url = link.map(Link::url).orElse(null);
        return wantedUrl.isPresent()
                ? wantedUrl.get().equals(url)
                : url == null && text != null && Objects.equals(text.content(), wantedText);
    }
}
