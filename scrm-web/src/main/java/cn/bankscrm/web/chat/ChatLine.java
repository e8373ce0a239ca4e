package cn.bankscrm.web.chat;

import cn.bankscrm.compliance.archive.KindFacts;
import cn.bankscrm.compliance.picture.ReadPicture;
import cn.bankscrm.compliance.reading.ReadMessage;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.search.WordMarks;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message as a page shows it.
 *
 * @param here whether it is the one that was looked for
 * @param text what can be read of it, with marks
 * @param words that are looked for
 * @param facts what its kind tells beside text
 */
public record ChatLine(
        ReadMessage said, boolean here, List<Piece> text, List<String> words, List<KindFacts.Fact> facts) {

    public ChatLine {
        text = List.copyOf(text);
        words = List.copyOf(words);
        facts = List.copyOf(facts);
    }

    /** A line's worth of it among what was found, and of a picture of it that holds what is looked for. */
    static ChatLine found(ReadMessage said, List<String> words) {
        return new ChatLine(said, false, Piece.snippet(said.message().text().orElse(""), words), words, List.of());
    }

    /** @param words that are looked for, to be marked */
    public static ChatLine of(ReadMessage said, boolean here, List<String> words) {
        return new ChatLine(
                said,
                here,
                Piece.of(said.message().text().orElse(""), words, said.hits()),
                words,
                KindFacts.of(said.message().json()));
    }

    /** Its files, as they are shown. */
    public List<ShownFile> files() {
        return said.files().stream()
                .map(file ->
                        ShownFile.of(file, Optional.ofNullable(said.pictures().get(file.id())), written(file.id())))
                .toList();
    }

    private List<Piece> written(long file) {
        return Optional.ofNullable(said.pictures().get(file))
                .flatMap(ReadPicture::text)
                .map(text -> Piece.of(text, words, said.inPictures().getOrDefault(file, List.of())))
                .orElse(List.of());
    }

    /** A line's worth of the first picture in which what is looked for is written; empty where there is none. */
    public List<Piece> pictured() {
        return said.pictures().values().stream()
                .flatMap(picture -> picture.text().stream())
                .filter(text -> !WordMarks.in(text, words).isEmpty())
                .findFirst()
                .map(text -> Piece.snippet(text, words))
                .orElse(List.of());
    }

    /** Whether a picture of it holds a code. */
    public boolean coded() {
        return said.pictures().values().stream()
                .anyMatch(picture -> !picture.codes().isEmpty());
    }

    /** What the lexicon found, each entry once. */
    public List<LexiconEntry> entries() {
        return Stream.concat(
                        said.hits().stream(),
                        said.inPictures().values().stream().flatMap(List::stream))
                .map(Hit::entry)
                .distinct()
                .toList();
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
