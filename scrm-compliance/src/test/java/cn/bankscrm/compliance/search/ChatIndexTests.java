package cn.bankscrm.compliance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.store.LockObtainFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatIndexTests {

    @TempDir
    Path folder;

    private final Messages made = new Messages(1);

    @Test
    void pagesThroughEverythingOnceNewestFirst() throws IOException {
        List<IndexedMessage> messages = made.some(200);
        try (ChatIndex index = index(messages)) {
            List<ChatPlace> seen = new ArrayList<>();
            Optional<ChatPlace> after = Optional.empty();
            while (true) {
                List<ChatPlace> page = index.newest(ChatQuestion.all(), after, 20);
                seen.addAll(page);
                if (page.size() < 20) {
                    break;
                }
                after = Optional.of(page.getLast());
            }

            assertThat(seen)
                    .hasSize(200)
                    .doesNotHaveDuplicates()
                    .isSortedAccordingTo(Comparator.comparing(ChatPlace::at)
                            .thenComparingLong(ChatPlace::seq)
                            .reversed());
        }
    }

    @Test
    void comesBackWithWhatWasCommittedAndItsPlace() throws IOException {
        List<IndexedMessage> messages = made.some(30);
        try (ChatIndex index = ChatIndex.open(folder)) {
            index.add(messages.subList(0, 20), 20);
            index.commit();
            index.add(messages.subList(20, 30), 30);
        }
        try (ChatIndex index = ChatIndex.open(folder)) {
            assertThat(index.place()).isEqualTo(20);
            assertThat(index.messages()).isEqualTo(20);
            index.add(messages.subList(20, 30), 30);
            index.commit();
        }
        try (ChatIndex index = ChatIndex.open(folder)) {
            assertThat(index.place()).isEqualTo(30);
            assertThat(index.messages()).isEqualTo(30);
        }
    }

    @Test
    void commitsThePlaceOfMessagesThatWereNone() throws IOException {
        try (ChatIndex index = ChatIndex.open(folder)) {
            index.add(List.of(), 7);
            index.commit();
        }
        try (ChatIndex index = ChatIndex.open(folder)) {
            assertThat(index.place()).isEqualTo(7);
        }
    }

    @Test
    void isOpenToOneProcessAtATime() throws IOException {
        try (ChatIndex index = ChatIndex.open(folder)) {
            assertThat(index.messages()).isZero();
            assertThatThrownBy(() -> ChatIndex.open(folder)).isInstanceOf(LockObtainFailedException.class);
        }
    }

    @Test
    void saysWhenItsFilesAreBroken() throws IOException {
        try (ChatIndex index = index(made.some(50))) {
            index.commit();
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("segments_"))
                    .toList()) {
                Files.writeString(file, "no segments");
            }
        }

        assertThatThrownBy(() -> ChatIndex.open(folder)).isInstanceOf(UnusableIndex.class);
    }

    @Test
    void takesMessagesOut() throws IOException {
        List<IndexedMessage> messages = made.some(100);
        IndexedMessage gone = messages.get(41);
        try (ChatIndex index = index(messages)) {
            index.remove(List.of(gone.seq()), 1);
            index.refresh();

            assertThat(index.count(ChatQuestion.all())).isEqualTo(99);
            assertThat(index.newest(ChatQuestion.all(), Optional.empty(), 100))
                    .doesNotContain(new ChatPlace(gone.at(), gone.seq()));
        }
    }

    @Test
    void findsWhatIsWrittenInPicturesOnceAMessageAndNoWordAcrossTheirBorders() throws IOException {
        IndexedMessage plain = made.message(1, "看图：刚性");
        List<String> written = List.of("兑付 13812345678", "", "保");
        try (ChatIndex index = index(List.of(plain, made.message(2, "本")))) {
            index.replace(List.of(pictured(plain, written)), 7);
            index.refresh();

            for (String word : List.of("看图", "刚性", "兑付", "138123", "5678", "保", "看图 兑付 保")) {
                assertThat(found(index, word)).as(word).containsExactly(1L);
            }
            for (String across : List.of("刚性兑付", "刚性 兑付保", "678保")) {
                assertThat(found(index, across)).as(across).isEmpty();
            }
            assertThat(index.count(ChatQuestion.all())).isEqualTo(2);
            assertThat(index.count(ChatQuestion.all().words("兑付"))).isEqualTo(1);
            index.commit();
        }
        try (ChatIndex index = ChatIndex.open(folder)) {
            assertThat(index.pictured()).isEqualTo(7);
            assertThat(found(index, "兑付")).containsExactly(1L);
            assertThat(found(index, "本")).containsExactly(2L);
        }
    }

    @Test
    void readsMessagesAfterOneOfManyPicturesAsBefore() throws IOException {
        try (ChatIndex index = index(List.of(
                pictured(made.message(1, ""), List.of("甲乙", "丙丁")), made.message(2, "戊"), made.message(3, "")))) {
            assertThat(found(index, "甲乙")).containsExactly(1L);
            assertThat(found(index, "丙丁")).containsExactly(1L);
            assertThat(found(index, "乙丙")).isEmpty();
            assertThat(found(index, "戊")).containsExactly(2L);
        }
    }

    private static IndexedMessage pictured(IndexedMessage message, List<String> written) {
        return new IndexedMessage(
                message.seq(),
                message.at(),
                message.conversation(),
                message.people(),
                message.kind(),
                message.hits(),
                message.text(),
                written);
    }

    @Test
    void findsTelephoneNumbersAndPartsOfThem() throws IOException {
        List<IndexedMessage> messages = List.of(
                made.message(1, "电话 138-1234-5678 转 9"),
                made.message(2, "电话 13912345678"),
                made.message(3, "请选 9"),
                made.message(4, "iPhone９"));
        try (ChatIndex index = index(messages)) {
            assertThat(found(index, "13812345678")).containsExactly(1L);
            assertThat(found(index, "12345678")).containsExactlyInAnyOrder(1L, 2L);
            assertThat(found(index, "9")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
            assertThat(found(index, "选9")).containsExactly(3L);
            assertThat(found(index, "phone")).containsExactly(4L);
            assertThat(found(index, "转9")).containsExactly(1L);
        }
    }

    @Test
    void holdsNoTextThatCouldBeReadBack() throws IOException {
        String secret = "客户王小明的密码";
        try (ChatIndex index = index(List.of(made.message(1, secret)))) {
            index.commit();
        }
        byte[] written = secret.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(new String(written, 0, 6, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    void aWordOfMarksAloneFindsNothing() throws IOException {
        try (ChatIndex index = index(made.some(20))) {
            assertThat(index.count(ChatQuestion.all().words("🔥"))).isZero();
            assertThat(index.count(ChatQuestion.all().words("  "))).isEqualTo(20);
            assertThat(index.count(ChatQuestion.all().with(Set.of("nobody")))).isZero();
        }
    }

    private static List<Long> found(ChatIndex index, String words) throws IOException {
        return index.newest(ChatQuestion.all().words(words), Optional.empty(), 10).stream()
                .map(ChatPlace::seq)
                .toList();
    }

    private ChatIndex index(List<IndexedMessage> messages) throws IOException {
        ChatIndex index = ChatIndex.open(folder);
        index.add(messages, messages.getLast().seq());
        index.refresh();
        return index;
    }
}
