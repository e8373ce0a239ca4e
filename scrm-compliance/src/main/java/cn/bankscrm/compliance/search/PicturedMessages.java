package cn.bankscrm.compliance.search;

import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.archive.ChatMessages;
import cn.bankscrm.compliance.picture.PictureTexts;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What is written in pictures becomes known after their messages came into the index: these are indexed once more, each
 * index going on from its own place.
 */
@Component
class PicturedMessages {

    private static final int AT_A_TIME = 500;

    private final PictureTexts texts;
    private final ChatMessages archive;
    private final Indexing indexing;

    PicturedMessages(PictureTexts texts, ChatMessages archive, Indexing indexing) {
        this.texts = texts;
        this.archive = archive;
        this.indexing = indexing;
    }

    /** @return whether there may be more */
    boolean follow(ChatIndex index) throws IOException {
        if (index.place() == 0) {
            // messages come into an index with the texts that are known by then
            index.replace(List.of(), texts.last());
            return false;
        }
        List<PictureTexts.Told> told = texts.after(index.pictured(), AT_A_TIME);
        if (told.isEmpty()) {
            return false;
        }
        List<ChatMessage> messages =
                archive
                        .messages(told.stream()
                                .map(PictureTexts.Told::seq)
                                .distinct()
                                .toList())
                        .stream()
                        // the others have not come in yet, and will with their texts
                        .filter(message -> message.place() <= index.place())
                        .toList();
        index.replace(indexing.of(messages), told.getLast().number());
        index.refresh();
        return told.size() == AT_A_TIME;
    }
}
