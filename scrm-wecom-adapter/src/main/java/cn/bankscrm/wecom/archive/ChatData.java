package cn.bankscrm.wecom.archive;

import cn.bankscrm.compliance.archive.ArchiveSourceFailure;
import cn.bankscrm.compliance.archive.ArchiveSourceFailure.Kind;
import cn.bankscrm.compliance.archive.EncryptedRecord;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a page of records. A record without a number cannot be kept: it shows as a gap. */
final class ChatData {

    private static final Logger log = LoggerFactory.getLogger(ChatData.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ChatData() {}

    /** @throws ArchiveSourceFailure when it is no page, or a refusal */
    static List<EncryptedRecord> records(String json) {
        JsonNode page;
        try {
            page = JSON.readTree(json);
        } catch (JacksonException e) {
            // the exception stays here: its message may quote the answer
            throw new ArchiveSourceFailure(Kind.MALFORMED, 0);
        }
        if (page == null || !page.isObject()) {
            throw new ArchiveSourceFailure(Kind.MALFORMED, 0);
        }
        int code = page.path("errcode").asInt(0);
        if (code != 0) {
            throw new ArchiveSourceFailure(FinanceCodes.kind(code), code);
        }
        List<EncryptedRecord> records = new ArrayList<>();
        for (JsonNode entry : page.path("chatdata")) {
            long seq = entry.path("seq").asLong(0);
            if (seq < 1) {
                log.warn("A record of the chat archive has no number");
                continue;
            }
            records.add(new EncryptedRecord(
                    seq,
                    entry.path("msgid").asString(""),
                    entry.path("publickey_ver").asInt(0),
                    entry.path("encrypt_random_key").asString(""),
                    entry.path("encrypt_chat_msg").asString("")));
        }
        return records;
    }
}
