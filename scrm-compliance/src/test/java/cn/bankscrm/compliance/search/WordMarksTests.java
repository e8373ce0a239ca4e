package cn.bankscrm.compliance.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordMarksTests {

    @Test
    void marksTheOriginalCharactersWithWhatStandsBetween() {
        assertThat(marked("这款保，本，保證收益", "保本", "保证")).containsExactly("保，本", "保證");
    }

    @Test
    void joinsWhatOverlaps() {
        assertThat(marked("aaab", "aa")).containsExactly("aaa");
    }

    @Test
    void marksNothingForMarksAlone() {
        assertThat(marked("保本", "，", "")).isEmpty();
    }

    private static List<String> marked(String text, String... words) {
        return WordMarks.in(text, List.of(words)).stream()
                .map(range -> text.substring(range.start(), range.end()))
                .toList();
    }
}
