package cn.bankscrm.web.content;

import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconQueries;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.engagement.content.Manuscript;
import cn.bankscrm.engagement.content.ScreenedText;
import cn.bankscrm.engagement.content.ScreenedText.Field;
import cn.bankscrm.engagement.content.ScreenedText.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * What the lexicon says of a manuscript, for the eyes of its author while they write. Nothing of it is kept, and
 * nothing is cleared by it: that is the door's, when the manuscript is submitted.
 */
@Component
class WordCheck {

    private static final int PROPOSALS = 3;

    private final LexiconInForce inForce;
    private final LexiconQueries lexicon;
    private final MessageSource messages;

    WordCheck(LexiconInForce inForce, LexiconQueries lexicon, MessageSource messages) {
        this.inForce = inForce;
        this.lexicon = lexicon;
        this.messages = messages;
    }

    /**
     * A hit in words.
     *
     * @param fieldId of the field on the page
     * @param field its name
     * @param proposal how it may be said
     * @param ground what the entry rests on; may be empty
     */
    record Row(
            String fieldId, String field, String found, String category, Level level, String proposal, String ground) {}

    /**
     * The manuscript with its marks.
     *
     * @param closed no lexicon is in force: nothing is known
     */
    record Words(List<MarkedField> fields, List<Row> rows, boolean closed) {

        Words {
            fields = List.copyOf(fields);
            rows = List.copyOf(rows);
        }

        public boolean blocked() {
            return rows.stream().anyMatch(row -> row.level() == Level.BLOCK);
        }
    }

    Words of(Manuscript manuscript) {
        ScreenedText text = ScreenedText.of(manuscript);
        return inForce.get()
                .map(built -> of(
                        manuscript,
                        text.spots(built.screener()
                                .screen(text.text(), Occasion.of(Outlet.CONTENT))
                                .hits())))
                .orElseGet(() -> new Words(List.of(), List.of(), true));
    }

    /** What is only recorded is not the author's to know. */
    Words of(Manuscript manuscript, List<Spot> spots) {
        List<Spot> told = spots.stream()
                .filter(spot -> spot.hit().entry().level() != Level.RECORD)
                .sorted(Comparator.comparing((Spot spot) -> spot.hit().entry().level())
                        .reversed()
                        .thenComparing(Spot::field)
                        .thenComparingInt(Spot::number)
                        .thenComparingInt(Spot::start))
                .toList();
        List<MarkedField> fields = new ArrayList<>();
        fields.add(field(Field.TITLE, 0, manuscript.title(), told));
        fields.add(field(Field.MESSAGE, 0, manuscript.message(), told));
        for (int i = 0; i < manuscript.variants().size(); i++) {
            fields.add(field(Field.VARIANT, i, manuscript.variants().get(i), told));
        }
        fields.add(field(Field.BODY, 0, manuscript.body(), told));
        Map<LexiconEntry, EntryId> ids =
                inForce.get().map(LexiconInForce.Built::ids).orElseGet(Map::of);
        return new Words(
                fields, told.stream().map(spot -> row(spot, ids)).distinct().toList(), false);
    }

    private MarkedField field(Field field, int number, String text, List<Spot> told) {
        return MarkedField.of(
                id(field, number),
                text,
                told.stream()
                        .filter(spot -> spot.field() == field && spot.number() == number)
                        .map(spot -> new MarkedField.Mark(
                                spot.start(), spot.end(), spot.hit().entry().level(), why(spot.hit())))
                        .toList());
    }

    private String why(Hit hit) {
        return String.join(
                " · ",
                hit.entry().category(),
                say("lexicon.level." + hit.entry().level()),
                proposal(hit.entry()));
    }

    private Row row(Spot spot, Map<LexiconEntry, EntryId> ids) {
        LexiconEntry entry = spot.hit().entry();
        String ground = Optional.ofNullable(ids.get(entry))
                .flatMap(lexicon::line)
                .map(kept -> kept.line().ground())
                .orElse("");
        return new Row(
                id(spot.field(), spot.number()),
                say("content.field." + spot.field(), spot.number() + 1),
                spot.found(),
                entry.category(),
                entry.level(),
                proposal(entry),
                ground);
    }

    private String proposal(LexiconEntry entry) {
        return entry.safeContexts().isEmpty()
                ? say("sidebar.reword")
                : say(
                        "sidebar.safer",
                        String.join(
                                "、",
                                entry.safeContexts().stream().limit(PROPOSALS).toList()));
    }

    private static String id(Field field, int number) {
        return switch (field) {
            case TITLE -> "title";
            case MESSAGE -> "message";
            case VARIANT -> "variant-" + number;
            case BODY -> "body";
        };
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
