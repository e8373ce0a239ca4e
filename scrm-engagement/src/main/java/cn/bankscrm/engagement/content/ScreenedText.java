package cn.bankscrm.engagement.content;

import cn.bankscrm.compliance.interception.Outgoing;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.staff.StaffNo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;

/**
 * All that customers may come to read of a manuscript, as one text for the door: title, message, variants, and the body
 * without its markup. Knows where a hit stands in what the author typed.
 */
public final class ScreenedText {

    /** Between two passages; a word does not go on across an empty line. */
    private static final String BREAK = "\n\n";

    private final String text;
    private final List<Passage> passages;

    private ScreenedText(String text, List<Passage> passages) {
        this.text = text;
        this.passages = passages;
    }

    /** A field of the editor. */
    public enum Field {
        TITLE,
        MESSAGE,
        VARIANT,
        BODY
    }

    /**
     * A place in a field.
     *
     * @param number of the variant, from 0; 0 for others
     * @param start in UTF-16 units of what was typed
     * @param found the characters there
     */
    public record Spot(Hit hit, Field field, int number, int start, int end, String found) {}

    private record Passage(
            Field field,
            int number,
            String source,
            int from,
            int length,
            IntBinaryOperator sourceStart,
            IntBinaryOperator sourceEnd) {}

    public static ScreenedText of(Manuscript manuscript) {
        StringBuilder text = new StringBuilder();
        List<Passage> passages = new ArrayList<>();
        add(text, passages, Field.TITLE, 0, manuscript.title());
        add(text, passages, Field.MESSAGE, 0, manuscript.message());
        for (int i = 0; i < manuscript.variants().size(); i++) {
            add(text, passages, Field.VARIANT, i, manuscript.variants().get(i));
        }
        ReadText body = Body.read(manuscript.body());
        passages.add(new Passage(
                Field.BODY,
                0,
                manuscript.body(),
                text.length(),
                body.text().length(),
                body::sourceStart,
                body::sourceEnd));
        text.append(body.text());
        return new ScreenedText(text.toString(), passages);
    }

    private static void add(StringBuilder text, List<Passage> passages, Field field, int number, String source) {
        passages.add(new Passage(
                field, number, source, text.length(), source.length(), (start, end) -> start, (start, end) -> end));
        text.append(source).append(BREAK);
    }

    public String text() {
        return text;
    }

    /** @param author in whose name it is screened; empty for the bank's */
    Outgoing outgoing(Optional<StaffNo> author) {
        return new Outgoing(text, Outlet.CONTENT, author.orElse(null));
    }

    /** Where hits stand; one that reaches over several fields stands in each. */
    public List<Spot> spots(List<Hit> hits) {
        List<Spot> spots = new ArrayList<>();
        for (Hit hit : hits) {
            for (Passage passage : passages) {
                int from = Math.max(hit.start(), passage.from()) - passage.from();
                int to = Math.min(hit.end(), passage.from() + passage.length()) - passage.from();
                if (from < to) {
                    int start = passage.sourceStart().applyAsInt(from, to);
                    int end = passage.sourceEnd().applyAsInt(from, to);
                    spots.add(new Spot(
                            hit,
                            passage.field(),
                            passage.number(),
                            start,
                            end,
                            passage.source().substring(start, end)));
                }
            }
        }
        return spots;
    }
}
