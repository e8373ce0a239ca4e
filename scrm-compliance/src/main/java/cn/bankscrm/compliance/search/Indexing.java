package cn.bankscrm.compliance.search;

import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.picture.PictureTexts;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Makes of messages what the index learns of them: with what the lexicon finds, and what is written in pictures. */
@Component
class Indexing {

    private static final String WITHOUT_FILES = "text";

    private final LexiconHits lexicon;
    private final PictureTexts texts;

    Indexing(LexiconHits lexicon, PictureTexts texts) {
        this.lexicon = lexicon;
        this.texts = texts;
    }

    /** For whoever begins before the node has read the lexicon. */
    void ready() {
        lexicon.ready();
    }

    List<IndexedMessage> of(Collection<ChatMessage> messages) {
        Map<Long, List<String>> pictured = texts.of(messages.stream()
                .filter(message -> !message.kind().equals(WITHOUT_FILES))
                .map(ChatMessage::seq)
                .toList());
        return messages.stream()
                .map(message -> indexed(message, pictured.getOrDefault(message.seq(), List.of())))
                .toList();
    }

    private IndexedMessage indexed(ChatMessage message, List<String> pictured) {
        Set<String> people = new HashSet<>(message.to());
        people.add(message.from());
        people.removeIf(String::isBlank);
        String text = message.text().orElse("");
        Set<String> hits = new HashSet<>(lexicon.terms(text, message.fromStaff()));
        pictured.forEach(written -> hits.addAll(lexicon.terms(written, message.fromStaff())));
        return new IndexedMessage(
                message.seq(),
                message.at(),
                message.conversation().value(),
                people,
                message.kind(),
                hits,
                text,
                pictured);
    }
}
