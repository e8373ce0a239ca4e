package cn.bankscrm.logged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nothing that the whole suite logged, addresses and stack traces included, holds a planted name, a mobile or a
 * certificate number. The other modules' tests have run before this one: it reads what they left.
 */
class LoggedPersonalDataTests {

    private static final Path ROOT = Path.of("..");

    @Test
    void nothingThatTheSuiteLoggedHoldsPersonalData() throws IOException {
        SuiteOutput output = new SuiteOutput(ROOT);
        assumeThat(output.isEmpty()).as("no other module has been tested").isFalse();
        PlantedPersonalData planted = PlantedPersonalData.of(ROOT);
        assertThat(planted.names()).as("the names that tests plant").hasSizeGreaterThan(100);

        Map<String, String> leaks = new TreeMap<>();
        output.each((who, line) -> planted.in(line).ifPresent(kind -> leaks.put(who, kind)));

        assertThat(leaks).as("loggers that wrote personal data").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            'Imported 13812341234',                               a mobile number
            'GET /customers?mobile=13812341234&x=1',              a mobile number
            'java.lang.IllegalStateException: 11010119800101123X', a certificate number
            '客户王小明不存在',                                        a customer's name
            'name=李雷',                                            a customer's name
            """)
    void aPlantedLeakIsFound(String line, String kind) {
        assertThat(new PlantedPersonalData(Set.of("王小明", "李雷")).in(line)).contains(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "took 13812341234567 ns",
        "trace 9a13812341234bcd",
        "0.13812341234 s",
        "138****1234 王**",
        "桃李雷同",
        "account-13812341234"
    })
    void whatOnlyLooksLikeOneIsLeftAlone(String line) {
        assertThat(new PlantedPersonalData(Set.of("王小明", "李雷")).in(line)).isEmpty();
    }

    @Test
    void aLeakIsToldByItsLogger(@TempDir Path root) throws IOException {
        Path reports =
                Files.createDirectories(root.resolve("some").resolve("target").resolve("failsafe-reports"));
        Files.writeString(root.resolve("some").resolve("pom.xml"), "<project/>");
        Files.writeString(reports.resolve("TEST-x.xml"), """
                <testsuite><testcase name="with 13812341234"/><system-out><![CDATA[
                2026-11-22T09:00:00.000+08:00  INFO 1 --- [bankscrm] [main] [abc] c.b.w.c.SomeController   : Found 13812341234
                ]]></system-out></testsuite>
                """);
        Map<String, String> leaks = new TreeMap<>();
        PlantedPersonalData planted = new PlantedPersonalData(Set.of());
        new SuiteOutput(root).each((who, line) -> planted.in(line).ifPresent(kind -> leaks.put(who, kind)));

        assertThat(leaks).containsExactly(Map.entry("c.b.w.c.SomeController in TEST-x.xml", "a mobile number"));
    }
}
