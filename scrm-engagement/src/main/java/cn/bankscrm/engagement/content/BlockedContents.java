package cn.bankscrm.engagement.content;

import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Verdict;
import org.springframework.stereotype.Component;

/**
 * What was approved under an older lexicon and would not be today. Whatever is sent passes the door at that moment; a
 * page that customers open by themselves, long after it was approved, is asked about here.
 */
@Component
public class BlockedContents {

    private final LexiconInForce lexicon;

    BlockedContents(LexiconInForce lexicon) {
        this.lexicon = lexicon;
    }

    /** Whether the lexicon in force blocks title or body; never where none is in force. */
    public boolean isBlocked(PublishedContent content) {
        return isBlocked(content.title() + "\n" + Body.read(content.body()).text());
    }

    /** The same of any words that customers are shown. */
    public boolean isBlocked(String text) {
        return lexicon.get()
                .filter(built -> built.screener()
                                .screen(text, Occasion.of(Outlet.CONTENT))
                                .verdict()
                        == Verdict.BLOCK)
                .isPresent();
    }
}
