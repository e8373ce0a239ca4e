package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.chat.ChatLog;
import cn.bankscrm.simulator.chat.ChatRecord;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.http.Json;
import cn.bankscrm.simulator.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The archive's paths (token of the archive app). {@code sim_get_chat_data} and {@code sim_get_media_data} stand for
 * the two calls of WeCom's native library, for which there is no HTTP in WeCom; their answers are those of the library.
 */
final class ArchiveApi {
    private static final int LARGEST_PAGE = 1000;
    private static final int MOST_PAIRS = 100;
    private static final int PIECE_BYTES = 512 * 1024;
    private static final Set<String> OTHER_APPS = Set.of("contact", "customer", "workbench");

    private record ChatData(long seq, String msgid, int publickeyVer, String encryptRandomKey, String encryptChatMsg) {
        static ChatData of(ChatRecord entry) {
            return new ChatData(
                    entry.seq(), entry.msgid(), entry.publickeyVer(), entry.encryptRandomKey(), entry.encryptChatMsg());
        }
    }

    private final World world;
    private final ChatLog chats;

    ArchiveApi(World world, ChatLog chats) {
        this.world = world;
        this.chats = chats;
    }

    void addTo(Endpoints endpoints) {
        endpoints
                .add("msgaudit/sim_get_chat_data", request -> only(request, this::chatData))
                .add("msgaudit/sim_get_media_data", request -> only(request, this::mediaData))
                .add("msgaudit/get_permit_user_list", request -> only(request, this::permitted))
                .add("msgaudit/check_single_agree", request -> only(request, this::singleAgree))
                .add("msgaudit/check_room_agree", request -> only(request, this::roomAgree));
    }

    private static Map<String, Object> only(ApiRequest request, Endpoint endpoint) {
        if (OTHER_APPS.contains(request.app())) {
            throw new ApiError(48002, "api forbidden: the archive app's secret is needed");
        }
        return endpoint.answer(request);
    }

    private Map<String, Object> chatData(ApiRequest request) {
        long limit = request.number("limit", 0);
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new ApiError(10000, "limit must be 1 to 1000");
        }
        return Map.of(
                "chatdata",
                chats.after(request.number("seq", 0), (int) limit).stream()
                        .map(ChatData::of)
                        .toList());
    }

    private Map<String, Object> mediaData(ApiRequest request) {
        byte[] file = chats.file(request.text("sdkfileid"))
                .orElseThrow(() -> new ApiError(10005, "sdkfileid is wrong or too old"));
        String index = request.text("indexbuf");
        int from = index.isEmpty() ? 0 : begin(index);
        if (from < 0 || from > file.length) {
            throw new ApiError(10000, "indexbuf is wrong");
        }
        int to = Math.min(file.length, from + PIECE_BYTES);
        return Map.of(
                "data",
                Base64.getEncoder().encodeToString(Arrays.copyOfRange(file, from, to)),
                "outindexbuf",
                "Range:bytes=" + to + "-" + (Math.min(file.length, to + PIECE_BYTES) - 1),
                "is_finish",
                to == file.length ? 1 : 0);
    }

    private static int begin(String index) {
        String digits = index.replaceAll("^Range:bytes=([0-9]{1,9})-.*$", "$1");
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
    }

    private Map<String, Object> permitted(ApiRequest request) {
        return Map.of(
                "ids",
                world.directory().members().stream()
                        .filter(Member::active)
                        .map(Member::userid)
                        .toList());
    }

    private Map<String, Object> singleAgree(ApiRequest request) {
        List<JsonNode> asked = request.objects("info");
        if (asked.isEmpty() || asked.size() > MOST_PAIRS) {
            throw new ApiError(40035, "invalid parameter, info must hold 1 to 100");
        }
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode pair : asked) {
            // spelt as WeCom spells it
            chats.consent(
                            pair.path("userid").asString(""),
                            pair.path("exteranalopenid").asString(""))
                    .ifPresent(consent -> rows.add(row(consent).put("userid", consent.userid())));
        }
        return Map.of("agreeinfo", rows);
    }

    private Map<String, Object> roomAgree(ApiRequest request) {
        return Map.of(
                "agreeinfo",
                chats.consentsIn(request.text("roomid")).stream()
                        .map(ArchiveApi::row)
                        .toList());
    }

    private static tools.jackson.databind.node.ObjectNode row(ChatLog.Consent consent) {
        return Json.MAPPER
                .createObjectNode()
                .put("status_change_time", consent.at())
                .put("exteranalopenid", consent.externalUserid())
                .put("agree_status", consent.agreed() ? "Agree" : "Disagree");
    }
}
