package cn.bankscrm.compliance.alert;

import cn.bankscrm.compliance.archive.ArchiveReaders;
import cn.bankscrm.compliance.archive.ChatMessages;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import org.springframework.stereotype.Component;

/** How far screening for alerts has come. */
@Component
public class AlertProgress {

    private final ArchiveReaders readers;
    private final ChatMessages archive;
    private final LexiconInForce lexicon;

    AlertProgress(ArchiveReaders readers, ChatMessages archive, LexiconInForce lexicon) {
        this.readers = readers;
        this.archive = archive;
        this.lexicon = lexicon;
    }

    /** Archived messages that have not been screened. */
    public long waiting() {
        return Math.max(0, archive.lastPlace() - readers.place(AlertReader.NAME));
    }

    /** Whether screening waits for a version of the lexicon. */
    public boolean withoutLexicon() {
        return lexicon.get().isEmpty();
    }
}
