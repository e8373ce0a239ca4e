package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.simulator.data.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTests {
    @TempDir
    private Path folder = Path.of("");

    private WeComSimulator simulator() {
        return WeComSimulator.builder()
                .data(SmallCorp.withFriends(3))
                .journal(folder.resolve("journal.jsonl"))
                .start();
    }

    @Test
    void keepsWhatPeopleDidOverARestart() throws IOException {
        String newcomer;
        try (WeComSimulator first = simulator()) {
            newcomer = first.acts().newCustomer("李女士", 2).externalUserid();
            first.acts().scans(newcomer, "u1", "qr-7");
            first.acts().customerDeletes("wm1", "u1");
            first.acts().memberDeletes("u1", newcomer);
            first.acts().scans(newcomer, "u1", "");
        }
        Files.writeString(folder.resolve("journal.jsonl"), "\n{\"friend\":{\"userid", StandardOpenOption.APPEND);

        try (WeComSimulator second = simulator()) {
            // the newcomer's second link begins a second after the first, which may still be to come
            second.clock().advance(Duration.ofMinutes(1));
            assertThat(second.world().friends().contact(newcomer)).isPresent();
            assertThat(second.world().friends().between("u1", newcomer)).isPresent();
            assertThat(second.world().friends().between("u1", "wm1")).isEmpty();
            assertThat(second.world().friends().between("u1", "wm2")).isPresent();
            assertThat(second.world().friends().everyLink()).hasSize(5);
            second.acts().customerDeletes("wm2", "u1");
        }
        try (WeComSimulator third = simulator()) {
            third.clock().advance(Duration.ofMinutes(2));
            assertThat(third.world().friends().between("u1", "wm2")).isEmpty();
        }
    }

    @Test
    void remembersWhoCertified() {
        Journal.at(folder.resolve("journal.jsonl")).certified("C1");
        assertThat(Journal.at(folder.resolve("journal.jsonl")).certified()).containsExactly("C1");
        assertThat(Journal.none().certified()).isEmpty();
    }
}
