package cn.bankscrm.compliance.interceptrule;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleWordsTests {

    @Test
    void staffMaySayWhatIsMeantForCustomers() {
        LexiconEntry complaint = new LexiconEntry(Phrase.literal("投诉"), Level.WARN, "客户投诉")
                .within(new Reach(Set.of(), Set.of(), Set.of(Reach.CUSTOMER)));
        LexiconEntry guaranteed = new LexiconEntry(Phrase.literal("稳赚"), Level.BLOCK, "承诺收益");
        RuleWords words = RuleWords.of(Map.of(complaint, new EntryId(1), guaranteed, new EntryId(2)), Map.of());
        assertThat(words.words()).extracting(RuleWord::text).containsExactly("稳赚");
        assertThat(words.left()).isEmpty();
    }
}
