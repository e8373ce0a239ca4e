package cn.bankscrm.compliance.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Every search beside a scan of all messages, one by one. */
class RecallTests {

    private static final Comparator<IndexedMessage> NEWEST = Comparator.comparing(IndexedMessage::at)
            .thenComparingLong(IndexedMessage::seq)
            .reversed();

    @Property(tries = 25)
    void findsWhateverAScanFindsAndNothingElse(@ForAll long seed) throws IOException {
        Messages made = new Messages(seed);
        List<IndexedMessage> messages = made.some(300);
        Path folder = Files.createTempDirectory("recall");
        try (ChatIndex index = ChatIndex.open(folder)) {
            // several segments, one of them not yet committed
            for (int from = 0; from < messages.size(); from += 75) {
                index.add(messages.subList(from, from + 75), from + 75);
                if (from < 200) {
                    index.commit();
                }
            }
            index.refresh();
            for (int letters = 1; letters <= 5; letters++) {
                for (int i = 0; i < 6; i++) {
                    compare(index, messages, made.text(letters));
                }
            }
        } finally {
            delete(folder);
        }
    }

    private static void compare(ChatIndex index, List<IndexedMessage> messages, String typed) throws IOException {
        ChatQuestion question = ChatQuestion.all().words(typed);
        List<String> words = question.words().stream().map(Messages::plain).toList();
        Predicate<IndexedMessage> scan = message -> words.stream()
                .allMatch(word ->
                        !word.isEmpty() && Messages.plain(message.text()).contains(word));
        List<ChatPlace> expected = places(messages, scan);

        assertThat(index.newest(question, Optional.empty(), 1_000)).as(typed).isEqualTo(expected);
        assertThat(index.count(question)).isEqualTo(expected.size());
        if (!words.isEmpty() && words.stream().noneMatch(String::isEmpty)) {
            assertThat(expected)
                    .as("what LIKE finds")
                    .containsAll(places(
                            messages, message -> question.words().stream().allMatch(message.text()::contains)));
        }
        ChatQuestion filtered = question.with(Set.of("staff1", "STAFF2"))
                .without(Set.of("wmCustomer3"))
                .kinds(Set.of("text"))
                .hits(Set.of("承诺收益"))
                .between(Messages.BEGIN.plusMillis(50), Messages.BEGIN.plusMillis(300));
        assertThat(index.newest(filtered, Optional.empty(), 1_000))
                .isEqualTo(places(
                        messages,
                        scan.and(message -> message.people().contains("Staff1")
                                        || message.people().contains("Staff2"))
                                .and(message -> !message.people().contains("wmCustomer3"))
                                .and(message -> message.kind().equals("text"))
                                .and(message -> message.hits().contains("BLOCK"))
                                .and(message -> !message.at().isBefore(Messages.BEGIN.plusMillis(50))
                                        && message.at().isBefore(Messages.BEGIN.plusMillis(300)))));
    }

    private static List<ChatPlace> places(List<IndexedMessage> messages, Predicate<IndexedMessage> fits) {
        return messages.stream()
                .filter(fits)
                .sorted(NEWEST)
                .map(message -> new ChatPlace(message.at(), message.seq()))
                .toList();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
