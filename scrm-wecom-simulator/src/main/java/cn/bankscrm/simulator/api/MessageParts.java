package cn.bankscrm.simulator.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Text and attachments as mass sends, moments and welcome messages have them, within WeCom's limits. */
record MessageParts(String text, List<JsonNode> attachments) {
    private static final int TEXT_BYTES = 4000;
    private static final int MOST_ATTACHMENTS = 9;
    private static final int TITLE_BYTES = 128;
    private static final int DESCRIPTION_BYTES = 512;
    private static final int URL_BYTES = 2048;
    private static final Set<String> TYPES = Set.of("image", "link", "miniprogram", "video", "file");

    static MessageParts of(ApiRequest request) {
        String text = ApiRequest.text(request.object("text").path("content"));
        List<JsonNode> attachments = request.objects("attachments");
        if (text.isEmpty() && attachments.isEmpty()) {
            throw new ApiError(41089, "attachments and text can not be both empty");
        }
        if (bytes(text) > TEXT_BYTES) {
            throw new ApiError(40058, "invalid Request Parameter: text.content too long");
        }
        if (attachments.size() > MOST_ATTACHMENTS) {
            throw new ApiError(41064, "too many attachments");
        }
        attachments.forEach(MessageParts::check);
        return new MessageParts(text, attachments);
    }

    private static void check(JsonNode attachment) {
        String type = attachment.path("msgtype").asString("");
        if (!TYPES.contains(type)) {
            throw new ApiError(41065, "invalid attachment type");
        }
        if (type.equals("link")) {
            JsonNode link = attachment.path(type);
            String url = link.path("url").asString("");
            String title = link.path("title").asString("");
            if (url.isEmpty() || bytes(url) > URL_BYTES || title.isEmpty() || bytes(title) > TITLE_BYTES) {
                throw ApiError.invalid("link");
            }
            if (bytes(link.path("desc").asString("")) > DESCRIPTION_BYTES) {
                throw ApiError.invalid("link.desc");
            }
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
