package cn.bankscrm.web.chat;

import cn.bankscrm.compliance.archive.KindFacts;
import cn.bankscrm.compliance.reading.ReadMessage;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.LexiconEntry;
import java.util.List;
import java.util.Optional;

/**
 * A message as a page shows it.
 *
 * @param here whether it is the one that was looked for
 * @param text what can be read of it, with marks
 * @param facts what its kind tells beside text
 */
public record ChatLine(ReadMessage said, boolean here, List<Piece> text, List<KindFacts.Fact> facts) {

    /** @param words that are looked for, to be marked */
    public static ChatLine of(ReadMessage said, boolean here, List<String> words) {
        return new ChatLine(
                said,
                here,
                Piece.of(said.message().text().orElse(""), words, said.hits()),
                KindFacts.of(said.message().json()));
    }

    /** Its files, as they are shown. */
    public List<ShownFile> files() {
        return said.files().stream()
                .map(file ->
                        ShownFile.of(file, Optional.ofNullable(said.pictures().get(file.id()))))
                .toList();
    }

    /** Whether a picture of it holds a code. */
    public boolean coded() {
        return said.pictures().values().stream()
                .anyMatch(picture -> !picture.codes().isEmpty());
    }

    /** What the lexicon found, each entry once. */
    public List<LexiconEntry> entries() {
        return said.hits().stream().map(Hit::entry).distinct().toList();
    }

    /** Whether it is a message in its own words, and nothing has to be said of its kind. */
    public boolean plain() {
        return said.message().kind().equals("text");
    }

    /** Whether it tells of the chat, as a recall or a consent does, and is nobody's words. */
    public boolean notice() {
        return switch (said.message().kind()) {
            case "revoke", "agree", "disagree", "switch" -> true;
            default -> false;
        };
    }
}
