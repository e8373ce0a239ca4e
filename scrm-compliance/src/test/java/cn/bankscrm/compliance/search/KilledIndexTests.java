package cn.bankscrm.compliance.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own adds messages, and is killed again and again without warning. */
class KilledIndexTests {

    private static final int KILLS = 4;
    private static final int PAGE = 50;

    @TempDir
    Path folder;

    @Test
    void neitherLosesNorDoublesAMessage() throws IOException, InterruptedException {
        for (int kill = 1; kill <= KILLS; kill++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-XX:TieredStopAtLevel=1",
                            Adding.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var told = process.inputReader()) {
                // after some commits, in the midst of what is not yet committed
                for (int commits = 0; commits < 2 * kill; commits++) {
                    assertThat(told.readLine()).isEqualTo("committed");
                }
                TimeUnit.MILLISECONDS.sleep(7L * kill);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        try (ChatIndex index = ChatIndex.open(folder)) {
            long place = index.place();
            assertThat(place).isPositive();
            List<Long> found = index.newest(ChatQuestion.all(), Optional.empty(), 1_000_000).stream()
                    .map(ChatPlace::seq)
                    .sorted()
                    .toList();
            assertThat(found).isEqualTo(LongStream.rangeClosed(1, place).boxed().toList());
        }
    }

    /** Goes on from the place that it finds; says when it has committed. */
    static final class Adding {

        private Adding() {}

        @SuppressWarnings("SystemOut") // how it tells its parent
        public static void main(String[] arguments) throws IOException {
            Messages made = new Messages(3);
            try (ChatIndex index = ChatIndex.open(Path.of(arguments[0]))) {
                for (int page = 1; ; page++) {
                    long from = index.place();
                    index.add(
                            LongStream.rangeClosed(from + 1, from + PAGE)
                                    .mapToObj(seq -> made.message(seq, "第" + seq + "条保本"))
                                    .toList(),
                            from + PAGE);
                    if (page % 5 == 0) {
                        index.commit();
                        System.out.println("committed");
                    }
                }
            }
        }
    }
}
