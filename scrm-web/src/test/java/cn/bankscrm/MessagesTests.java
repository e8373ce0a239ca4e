package cn.bankscrm;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.shell.Section;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every word on a page comes from the bundles, and every bundle has every word. */
class MessagesTests {

    private static final Path RESOURCES = Path.of("src/main/resources");

    private static final Pattern KEY = Pattern.compile("#\\{([A-Za-z][A-Za-z0-9.-]*)[}(]");
    private static final Pattern MARKUP = Pattern.compile("(?s)<!--.*?-->|<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>");
    private static final Pattern WORDS = Pattern.compile("[\\p{L}][\\p{L}\\p{N} ]*");
    private static final Pattern PLAIN_ATTRIBUTE =
            Pattern.compile("\\s(title|alt|placeholder|aria-label)=\"([^\"]*\\p{L}[^\"]*)\"");
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d");
    private static final Pattern HALF_WIDTH = Pattern.compile("\\p{IsHan}[,;:?!()]|[,;:?!()]\\p{IsHan}");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(bundle("messages_zh_CN.properties").stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        bundle("messages.properties").stringPropertyNames());
    }

    @Test
    void chineseTextsUseFullWidthPunctuation() {
        Properties chinese = bundle("messages_zh_CN.properties");
        assertThat(chinese.stringPropertyNames().stream()
                        .filter(key ->
                                HALF_WIDTH.matcher(chinese.getProperty(key)).find()))
                .isEmpty();
    }

    @Test
    void theFirstPageSaysOfEveryOtherWhatItIsFor() {
        Properties chinese = bundle("messages_zh_CN.properties");
        assertThat(Arrays.stream(Section.values())
                        .filter(section -> section != Section.HOME && section.isFor(Role.COMPLIANCE))
                        .map(section -> section.label().replace("nav.", "home.page."))
                        .filter(key -> chinese.getProperty(key, "").isBlank()))
                .isEmpty();
    }

    /** Spring formats a text only where it is given arguments: there a quote is written twice, elsewhere once. */
    @Test
    void quotesAreWrittenAsTheyWillBeRead() {
        for (String name : List.of("messages.properties", "messages_zh_CN.properties")) {
            Properties texts = bundle(name);
            assertThat(texts.stringPropertyNames().stream().filter(key -> {
                        String text = texts.getProperty(key);
                        boolean formatted = ARGUMENT.matcher(text).find();
                        return formatted ? text.replace("''", "").contains("'") : text.contains("''");
                    }))
                    .as(name)
                    .isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> templatesNameOnlyKeysThatExist() {
        Set<String> known = bundle("messages.properties").stringPropertyNames();
        return eachTemplate(text -> KEY.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(key -> !known.contains(key))
                .toList());
    }

    @TestFactory
    Stream<DynamicTest> templatesHoldNoTextOfTheirOwn() {
        return eachTemplate(text -> {
            String shown = MARKUP.matcher(text).replaceAll(" ");
            Set<String> literal = new TreeSet<>();
            collect(WORDS.matcher(shown), 0, literal);
            collect(PLAIN_ATTRIBUTE.matcher(text), 2, literal);
            return List.copyOf(literal);
        });
    }

    private static void collect(Matcher matcher, int group, Set<String> into) {
        while (matcher.find()) {
            into.add(matcher.group(group));
        }
    }

    private static Stream<DynamicTest> eachTemplate(Function<String, List<String>> faults) {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve("templates"))) {
            return files
                    .filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(
                            RESOURCES.relativize(file).toString(),
                            () -> assertThat(faults.apply(Files.readString(file)))
                                    .isEmpty()))
                    .collect(Collectors.toList())
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties bundle(String name) {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(RESOURCES.resolve(name), StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
