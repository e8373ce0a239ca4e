package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EncryptedFilesTests {

    /** The device of a full disk, as Linux has it. */
    private static final Path FULL = Path.of("/dev/full");

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsAFullDiskFromAnUploadThatBrokeOff() throws IOException {
        try (FileChannel channel = FileChannel.open(FULL, StandardOpenOption.WRITE);
                EncryptedFiles.Unclosed out = new EncryptedFiles.Unclosed(channel)) {
            assertThatExceptionOfType(NotStored.class)
                    .isThrownBy(() -> out.write(new byte[64], 0, 64))
                    .withCauseInstanceOf(IOException.class);
        }
    }
}
