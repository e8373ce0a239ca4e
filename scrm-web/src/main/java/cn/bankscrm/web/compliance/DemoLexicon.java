package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconQueries;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The demo bank begins with the starter lexicon, published by a second person as everywhere. */
@Component
@Profile("demo")
class DemoLexicon {

    private final LexiconQueries lexicon;
    private final LexiconDrafts drafts;

    DemoLexicon(LexiconQueries lexicon, LexiconDrafts drafts) {
        this.lexicon = lexicon;
        this.drafts = drafts;
    }

    @EventListener(ApplicationReadyEvent.class)
    void publish() {
        if (lexicon.versions().isEmpty()) {
            drafts.publish(drafts.draft(StarterLexicon.lines(), "示例词库", "demo-author"), null, "demo-publisher");
        }
    }
}
