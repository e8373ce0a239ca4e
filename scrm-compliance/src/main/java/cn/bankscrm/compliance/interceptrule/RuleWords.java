package cn.bankscrm.compliance.interceptrule;

import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.core.institution.InstitutionCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What WeCom can do of a lexicon: literals, for chats, to block or to warn of. WeCom knows no safe contexts: an entry
 * that has some only warns there, for a rule that blocks would stop the sentences that are meant to be said.
 *
 * @param words none twice for the same reach: the stricter kind stands
 * @param left what WeCom cannot do
 */
record RuleWords(List<RuleWord> words, List<LeftOut> left) {

    private static final Set<Outlet> CHATS = EnumSet.of(Outlet.CHAT, Outlet.GROUP);

    private record Place(String text, RuleReach reach) {}

    static RuleWords of(Map<LexiconEntry, EntryId> entries, Map<EntryId, Long> hits) {
        Map<Place, RuleWord> words = new HashMap<>();
        List<LeftOut> left = new ArrayList<>();
        entries.forEach((entry, id) -> {
            if (entry.reach().roles().equals(Set.of(Reach.CUSTOMER))) {
                // meant for what customers say: staff may
                return;
            }
            long times = hits.getOrDefault(id, 0L);
            LeftOut.Reason reason = reason(entry);
            if (reason != null) {
                left.add(new LeftOut(entry.term(), entry.level(), times, reason));
                return;
            }
            RuleReach reach = new RuleReach(
                    entry.reach().institutions().stream()
                            .map(InstitutionCode::value)
                            .collect(Collectors.toCollection(TreeSet::new)),
                    new TreeSet<>(entry.reach().roles()));
            RuleKind kind =
                    entry.level() == Level.BLOCK && entry.safeContexts().isEmpty() ? RuleKind.BLOCK : RuleKind.WARN;
            words.merge(
                    new Place(entry.term(), reach),
                    new RuleWord(entry.term(), new RuleGroup(kind, reach), entry.level(), times),
                    RuleWords::stricter);
        });
        return new RuleWords(List.copyOf(words.values()), left);
    }

    private static RuleWord stricter(RuleWord one, RuleWord other) {
        RuleWord first = RuleWord.BY_PRIORITY.compare(one, other) <= 0 ? one : other;
        RuleGroup group = one.group().kind() == RuleKind.BLOCK ? one.group() : other.group();
        return new RuleWord(first.text(), group, first.level(), Math.max(one.hits(), other.hits()));
    }

    private static LeftOut.@Nullable Reason reason(LexiconEntry entry) {
        if (entry.phrase() instanceof Phrase.Combination) {
            return LeftOut.Reason.COMBINATION;
        } else if (!entry.reach().outlets().isEmpty()
                && Collections.disjoint(entry.reach().outlets(), CHATS)) {
            return LeftOut.Reason.NOT_FOR_CHATS;
        } else if (entry.level() == Level.RECORD) {
            return LeftOut.Reason.RECORD_ONLY;
        } else if (entry.term().length() > InterceptRule.LONGEST_WORD) {
            return LeftOut.Reason.TOO_LONG;
        }
        return null;
    }
}
