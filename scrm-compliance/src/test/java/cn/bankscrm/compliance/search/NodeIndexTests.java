package cn.bankscrm.compliance.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIndexTests {

    @TempDir
    Path folder;

    private final Messages made = new Messages(5);

    @Test
    void nodesThatShareAFolderHaveAnIndexEach() throws IOException {
        try (NodeIndex first = NodeIndex.open(folder)) {
            add(first, 1);
            try (NodeIndex second = NodeIndex.open(folder)) {
                assertThat(messages(second)).isZero();
                assertThat(messages(first)).isEqualTo(1);
            }
        }
        try (NodeIndex again = NodeIndex.open(folder)) {
            assertThat(messages(again)).as("the first one, as it was committed").isEqualTo(1);
        }
    }

    @Test
    void isMadeAnewBesideTheOneThatIsSearched() throws IOException {
        try (NodeIndex index = NodeIndex.open(folder)) {
            add(index, 1);
            Files.createFile(folder.resolve("1").resolve("rebuild"));
            index.beginIfAsked();
            ChatIndex next = index.underWay().orElseThrow();
            assertThat(next.place()).isZero();
            assertThat(messages(index)).isEqualTo(1);

            next.add(List.of(made.message(1, "保本"), made.message(2, "保本")), 2);
            index.exchange();

            assertThat(messages(index)).isEqualTo(2);
            assertThat(index.underWay()).isEmpty();
            assertThat(folder.resolve("1").resolve("rebuild")).doesNotExist();
        }
    }

    @Test
    void goesOnWithWhatWasUnderWayWhenItWasKilled() throws IOException {
        try (NodeIndex index = NodeIndex.open(folder)) {
            add(index, 1);
            Files.createFile(folder.resolve("1").resolve("rebuild"));
            index.beginIfAsked();
            ChatIndex next = index.underWay().orElseThrow();
            next.add(List.of(made.message(1, "保本")), 1);
            next.commit();
        }
        try (NodeIndex index = NodeIndex.open(folder)) {
            assertThat(index.underWay().map(ChatIndex::place)).isEqualTo(Optional.of(1L));
        }
    }

    @Test
    void survivesAKillInTheMiddleOfTheExchange() throws IOException {
        try (ChatIndex made = ChatIndex.open(folder.resolve("1").resolve("next"))) {
            made.add(List.of(this.made.message(1, "保本")), 1);
            made.commit();
        }
        try (NodeIndex index = NodeIndex.open(folder)) {
            assertThat(messages(index)).isEqualTo(1);
            assertThat(index.underWay()).isEmpty();
        }
    }

    @Test
    void beginsAgainWhenItsFilesAreBroken() throws IOException {
        try (NodeIndex index = NodeIndex.open(folder)) {
            add(index, 1);
        }
        Path live = folder.resolve("1").resolve("live");
        try (var files = Files.list(live)) {
            for (Path file : files.toList()) {
                Files.writeString(file, "broken");
            }
        }
        try (NodeIndex index = NodeIndex.open(folder)) {
            assertThat(messages(index)).isZero();
            assertThat(index.toKeepUp().getFirst().place()).isZero();
        }
    }

    private void add(NodeIndex index, long seq) throws IOException {
        ChatIndex live = index.toKeepUp().getFirst();
        live.add(List.of(made.message(seq, "保本")), seq);
        live.commit();
        live.refresh();
    }

    private static long messages(NodeIndex index) throws IOException {
        return index.search(ChatIndex::messages);
    }
}
