package cn.bankscrm.compliance.reading;

import cn.bankscrm.compliance.archive.ConversationId;
import java.util.List;

/**
 * A part of a conversation, in the order of time.
 *
 * @param earlier whether there is more before
 * @param later whether there is more after
 */
public record OpenedChat(ConversationId id, List<ReadMessage> messages, boolean earlier, boolean later) {

    public OpenedChat {
        messages = List.copyOf(messages);
    }
}
