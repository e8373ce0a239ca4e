package cn.bankscrm.compliance.search;

import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the lexicon in force finds in chats. */
@Component
public class LexiconHits {

    private final LexiconInForce lexicon;

    LexiconHits(LexiconInForce lexicon) {
        this.lexicon = lexicon;
    }

    /**
     * @param fromStaff whether staff say it: what is meant for customers alone is found in theirs
     * @return nothing where no lexicon is in force
     */
    public List<Hit> in(String text, boolean fromStaff) {
        if (text.isEmpty()) {
            return List.of();
        }
        Occasion occasion = fromStaff ? Occasion.of(Outlet.CHAT) : Occasion.ofCustomer();
        return lexicon.get()
                .map(built -> built.screener().screen(text, occasion).hits())
                .orElse(List.of());
    }

    /** Levels and categories, by which messages are found. */
    Set<String> terms(String text, boolean fromStaff) {
        return in(text, fromStaff).stream()
                .flatMap(
                        hit -> Stream.of(hit.entry().level().name(), hit.entry().category()))
                .collect(Collectors.toSet());
    }

    /** The categories of the lexicon in force, by which messages are found; in their order. */
    public List<String> categories() {
        return lexicon.get()
                .map(built -> built.ids().keySet().stream()
                        .map(LexiconEntry::category)
                        .distinct()
                        .sorted()
                        .toList())
                .orElse(List.of());
    }

    /** For whoever begins before the node has read the lexicon. */
    void ready() {
        if (lexicon.get().isEmpty()) {
            lexicon.look();
        }
    }
}
