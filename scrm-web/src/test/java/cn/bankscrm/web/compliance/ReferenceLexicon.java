package cn.bankscrm.web.compliance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The reference bank's lexicon, and lines with their right answers. */
final class ReferenceLexicon {

    private static final Pattern LINE = Pattern.compile(
            "^(\\d+),(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*)),(PASS|WARN|BLOCK),([^,]*),(\\w+)\\r?$", Pattern.MULTILINE);

    private ReferenceLexicon() {}

    /** A line as a customer would read it, and what is to be found in it. */
    record Line(String id, String text, String verdict, List<String> terms, String kind) {}

    static String csv() {
        return resource("lexicon.csv");
    }

    static List<Line> lines() {
        return LINE.matcher(resource("lines.csv"))
                .results()
                .map(ReferenceLexicon::line)
                .toList();
    }

    private static Line line(MatchResult found) {
        String quoted = found.group(2);
        return new Line(
                found.group(1),
                quoted == null ? found.group(3) : quoted.replace("\"\"", "\""),
                found.group(4),
                found.group(5).isEmpty() ? List.of() : List.of(found.group(5).split(";", -1)),
                found.group(6));
    }

    private static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(ReferenceLexicon.class.getResourceAsStream("/compliance/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
