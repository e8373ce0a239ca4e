package cn.bankscrm.compliance.reading;

import cn.bankscrm.compliance.search.ChatPlace;
import java.util.List;
import java.util.Optional;

/**
 * A part of what was found, newest first.
 *
 * @param total exactly how many there are
 * @param next where the next part goes on; empty at the end
 */
public record FoundChats(List<ReadMessage> messages, long total, Optional<ChatPlace> next) {

    public FoundChats {
        messages = List.copyOf(messages);
    }
}
