package cn.bankscrm.compliance.evidence;

import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the lexicon in force when the pack is made finds in its messages; entries of single institutions are left out.
 */
final class PackHits {

    private final Supplier<Optional<LexiconInForce.Built>> lexicon;

    PackHits(Supplier<Optional<LexiconInForce.Built>> lexicon) {
        this.lexicon = lexicon;
    }

    /**
     * @param version of the lexicon; empty while none is in force
     * @param hits one line each, in the order of the messages
     */
    record Found(Optional<String> version, List<Line> hits) {

        Map<String, @Nullable Object> written() {
            Map<String, @Nullable Object> file = new LinkedHashMap<>();
            file.put("lexiconVersion", version.orElse(null));
            file.put("hits", hits.stream().map(Line::written).toList());
            return file;
        }
    }

    /**
     * @param entry the lexicon's number of the entry
     * @param start of the hit in the text, in UTF-16 units
     * @param end behind it
     */
    record Line(long seq, long entry, String term, String category, String level, int start, int end) {

        Map<String, Object> written() {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("seq", seq);
            line.put("entry", entry);
            line.put("term", term);
            line.put("category", category);
            line.put("level", level);
            line.put("start", start);
            line.put("end", end);
            return line;
        }
    }

    Found in(List<PackMessage> messages) {
        Optional<LexiconInForce.Built> built = lexicon.get();
        List<Line> lines = new ArrayList<>();
        built.ifPresent(known -> messages.forEach(message -> known.screener()
                .screen(message.text(), message.fromStaff() ? Occasion.of(Outlet.CHAT) : Occasion.ofCustomer())
                .hits()
                .forEach(hit -> lines.add(line(known, message.seq(), hit)))));
        return new Found(built.map(known -> known.version().toString()), lines);
    }

    private static Line line(LexiconInForce.Built lexicon, long seq, Hit hit) {
        return new Line(
                seq,
                Optional.ofNullable(lexicon.ids().get(hit.entry()))
                        .map(id -> id.value())
                        .orElse(0L),
                hit.entry().term(),
                hit.entry().category(),
                hit.entry().level().name(),
                hit.start(),
                hit.end());
    }
}
