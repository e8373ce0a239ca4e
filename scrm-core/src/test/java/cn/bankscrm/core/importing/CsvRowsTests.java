package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CsvRowsTests {

    /** A row as it is written, and what must be read from it. */
    record Written(List<String> fields, boolean quoted, String lineEnd) {

        String text() {
            return fields.stream().map(this::field).collect(Collectors.joining(",")) + lineEnd;
        }

        private String field(String field) {
            boolean must = field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            return quoted || must ? '"' + field.replace("\"", "\"\"") + '"' : field;
        }

        int lines() {
            return 1
                    + (int) fields.stream()
                            .mapToLong(f -> f.replace("\r\n", "\n")
                                    .chars()
                                    .filter(c -> c == '\n' || c == '\r')
                                    .count())
                            .sum();
        }
    }

    @Property(tries = 300)
    void readsBackWhateverWasWrittenAndKnowsItsLine(@ForAll("files") List<Written> file) throws IOException {
        String text = file.stream().map(Written::text).collect(Collectors.joining());
        List<CsvRow> whole = read(new StringReader(text));
        List<CsvRow> dripping = read(new OneByOne(text));

        List<List<String>> expected = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        long line = 1;
        for (Written row : file) {
            if (row.fields().stream().anyMatch(field -> !field.isEmpty())) {
                expected.add(row.fields());
                lines.add(line);
            }
            line += row.lines();
        }
        for (List<CsvRow> read : List.of(whole, dripping)) {
            assertThat(read.stream().map(row -> Arrays.asList(row.fields()))).isEqualTo(expected);
            assertThat(read.stream().map(CsvRow::line)).isEqualTo(lines);
        }
    }

    @Provide
    Arbitrary<List<Written>> files() {
        Arbitrary<String> field =
                Arbitraries.strings().withChars("a0,\"\n\r |中😀").ofMaxLength(6);
        Arbitrary<Written> row = Combinators.combine(
                        field.list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.of(true, false),
                        Arbitraries.of("\n", "\r\n"))
                .as(Written::new);
        return row.list().ofMaxSize(8);
    }

    @Test
    void countsLinesAsAnEditorDoes() throws IOException {
        List<CsvRow> rows = read(new StringReader("a,b\r\n\r\n1,\"x\r\ny\"\n2,z"));
        assertThat(rows.stream().map(CsvRow::line)).containsExactly(1L, 3L, 5L);
    }

    @Test
    void dropsTheByteOrderMark() throws IOException {
        assertThat(read(new StringReader("\uFEFFcode,name\n")).getFirst().fields())
                .containsExactly("code", "name");
    }

    @Test
    void takesLoneCarriageReturnsForLineEnds() throws IOException {
        assertThat(read(new StringReader("a\rb\rc")).stream().map(CsvRow::line)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void passesOverRowsWithoutAnyText() throws IOException {
        assertThat(read(new StringReader("a,b\n,\n\n\"\",\n1,2\n"))).hasSize(2);
    }

    @Test
    void namesTheLineOfAQuoteThatNeverCloses() {
        assertThatThrownBy(() -> read(new StringReader("a,b\n1,2\n3,\"4\n5,6\n")))
                .isInstanceOfSatisfying(
                        BrokenFile.class,
                        broken -> assertThat(broken.fault().line()).isEqualTo(3));
    }

    @Test
    void givesUpOnAFieldWithoutEnd() {
        assertThatThrownBy(() -> read(new StringReader("a\n\"" + "x".repeat(200_000))))
                .isInstanceOf(BrokenFile.class);
        assertThatThrownBy(() -> read(new StringReader("a\n" + "x".repeat(200_000))))
                .isInstanceOf(BrokenFile.class);
    }

    @Test
    void marksARowWithTextBehindAClosingQuote() throws IOException {
        List<CsvRow> rows = read(new StringReader("a,b\n\"x\"y,1\n2,3\n"));
        assertThat(rows.get(1).malformed()).isNotNull();
        assertThat(rows.get(2).malformed()).isNull();
    }

    private static List<CsvRow> read(Reader text) throws IOException {
        List<CsvRow> rows = new ArrayList<>();
        try (CsvRows csv = new CsvRows(text)) {
            for (CsvRow row = csv.next(); row != null; row = csv.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Gives one character a call, so that every boundary falls between two reads. */
    private static final class OneByOne extends FilterReader {

        OneByOne(String text) {
            super(new StringReader(text));
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(1, length));
        }
    }
}
