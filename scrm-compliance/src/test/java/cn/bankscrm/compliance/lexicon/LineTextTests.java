package cn.bankscrm.compliance.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.LooseReading;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.core.institution.InstitutionCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines as files and forms write them. */
class LineTextTests {

    static Stream<LexiconLine> lines() {
        return Stream.of(
                LexiconLine.of(new LexiconEntry(Phrase.literal("保本"), Level.BLOCK, "承诺收益")),
                LexiconLine.of(new LexiconEntry(Phrase.literal("=1+1"), Level.RECORD, "其他")),
                LexiconLine.of(new LexiconEntry(Phrase.combination("保证|收益", 8), Level.WARN, "承诺收益")
                        .safeIn(List.of("不保证收益", "不能保证收益"))),
                new LexiconLine(
                        new LexiconEntry(
                                Phrase.literal("稳赚不赔"),
                                Level.BLOCK,
                                "承诺收益",
                                List.of("没有稳赚不赔"),
                                new Reach(
                                        Set.of(Outlet.CHAT, Outlet.MOMENT),
                                        Set.of(new InstitutionCode("0101"), new InstitutionCode("0102")),
                                        Set.of("客户经理")),
                                Set.of(LooseReading.PINYIN, LooseReading.INITIALS)),
                        "内部制度",
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2027, 1, 1)));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void whatIsWrittenIsReadAsTheSame(LexiconLine line) {
        assertThat(LineText.read(fields(LineText.write(line)), fault -> {
                    throw new AssertionError(fault);
                }))
                .contains(line);
    }

    @Test
    void readsATextThatWasGuardedAgainstSpreadsheets() {
        Map<String, String> fields = good();
        fields.put(LineText.TERM, "'=1+1");
        assertThat(LineText.read(fields, fault -> {}).orElseThrow().entry().term())
                .isEqualTo("=1+1");
    }

    @ParameterizedTest
    @CsvSource(emptyValue = "", textBlock = """
            level,        STOP,        LEVEL
            level,        '',          LEVEL
            category,     '',          NO_CATEGORY
            match,        regex,       MATCH
            distance,     3,           DISTANCE_OF_LITERAL
            readings,     PINYIN|DREAM, READING
            outlets,      CHAT|FAX,    OUTLET
            valid_from,   2026/1/1,    VALID_FROM
            valid_to,     soon,        VALID_TO
            valid_to,     2025-12-31,  DATES
            """)
    void namesWhatIsWrong(String column, String value, LineFault fault) {
        Map<String, String> fields = good();
        fields.put(LineText.VALID_FROM, "2026-01-01");
        fields.put(column, value);
        assertThat(faults(fields)).containsExactly(fault);
        assertThat(fault.column()).isEqualTo(column);
    }

    @ParameterizedTest
    @CsvSource(emptyValue = "", textBlock = """
            保证收益,    3,     PARTS
            保|证|收,    3,     PARTS
            保证|收益,   '',    NO_DISTANCE
            保证|收益,   -1,    DISTANCE
            保证|收益,   many,  DISTANCE
            """)
    void namesWhatIsWrongWithACombination(String term, String distance, LineFault fault) {
        Map<String, String> fields = good();
        fields.put(LineText.TERM, term);
        fields.put(LineText.MATCH, "combination");
        fields.put(LineText.DISTANCE, distance);
        assertThat(faults(fields)).containsExactly(fault);
    }

    private static List<LineFault> faults(Map<String, String> fields) {
        List<LineFault> faults = new ArrayList<>();
        assertThat(LineText.read(fields, faults::add)).isEmpty();
        return faults;
    }

    private static Map<String, String> good() {
        return fields(LineText.write(LexiconLine.of(new LexiconEntry(Phrase.literal("保本"), Level.BLOCK, "承诺收益"))));
    }

    private static Map<String, String> fields(List<String> values) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            fields.put(LineText.COLUMNS.get(i), values.get(i));
        }
        return fields;
    }
}
