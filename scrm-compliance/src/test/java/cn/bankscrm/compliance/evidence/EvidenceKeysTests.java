package cn.bankscrm.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceKeysTests {

    @TempDir
    Path folder;

    @Test
    void nodesThatStartTogetherShareTheKeyThatTheFirstOneMade() throws Exception {
        Set<String> ids = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 8)
                .parallel()
                .forEach(node -> ids.add(EvidenceKeyFile.in(folder).readOrMake().current()));

        assertThat(ids).hasSize(1);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("evidence.keys"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aRotatedRingSignsByTheNewKeyAndKnowsTheOldOne() {
        EvidenceKeys old = EvidenceKeys.parse(EvidenceKeyRing.COMMAND.ring(new String[0], ""));
        EvidenceKeys rotated = EvidenceKeys.parse(EvidenceKeyRing.COMMAND.ring(new String[] {"rotate"}, old.write()));
        byte[] statement = "day".getBytes(StandardCharsets.US_ASCII);

        assertThat(rotated.current()).isNotEqualTo(old.current());
        assertThat(rotated.has(old.current())).isTrue();
        KnownKeys known = KnownKeys.trusted(rotated.publicKeys());
        assertThat(known.check(old.current(), statement, old.sign(statement))).isEqualTo(KnownKeys.Outcome.GOOD);
        assertThat(known.check(rotated.current(), statement, old.sign(statement)))
                .isEqualTo(KnownKeys.Outcome.BAD);
        assertThat(rotated.toString()).isEqualTo("EvidenceKeys[2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:b", "a:b:c"})
    void refusesWhatIsNoRingWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> EvidenceKeys.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("scrm.evidence.keys");
    }
}
