package cn.bankscrm.compliance.alert;

import cn.bankscrm.compliance.archive.ArchiveReaders;
import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.archive.ChatMessages;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Works through the archive from its own place: words by the lexicon in force, and sensitive actions. Alerts and place
 * are committed together, so that neither a kill nor a second node leaves out a message or finds it twice. Without a
 * lexicon in force it waits.
 */
@Component
class AlertReader {

    static final String NAME = "alerts";

    private static final int PAGE = 500;

    private final ArchiveReaders readers;
    private final ChatMessages archive;
    private final LexiconInForce lexicon;
    private final WordRules words;
    private final Alerts alerts;

    AlertReader(ArchiveReaders readers, ChatMessages archive, LexiconInForce lexicon, WordRules words, Alerts alerts) {
        this.readers = readers;
        this.archive = archive;
        this.lexicon = lexicon;
        this.words = words;
        this.alerts = alerts;
    }

    /** @return whether there may be more */
    @Transactional
    public boolean work() {
        Optional<LexiconInForce.Built> built = lexicon.get();
        if (built.isEmpty()) {
            return false;
        }
        List<ChatMessage> page = archive.messagesAfter(readers.lock(NAME), PAGE);
        if (page.isEmpty()) {
            return false;
        }
        words.found(page, built.get()).forEach(alerts::raise);
        page.stream().flatMap(message -> action(message).stream()).forEach(alerts::raise);
        readers.advance(NAME, page.getLast().place());
        return page.size() == PAGE;
    }

    private static Optional<NewAlert> action(ChatMessage message) {
        return message.action() == ChatMessage.Action.SEND && message.fromStaff() && message.withCustomer()
                ? SensitiveAction.of(message.kind()).map(action -> NewAlert.action(message, action))
                : Optional.empty();
    }
}
