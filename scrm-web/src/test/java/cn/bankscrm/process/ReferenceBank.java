package cn.bankscrm.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The bank whose right figures were computed by another program.
 *
 * @param folder holds {@code bank/}, {@code wecom/} and {@code expected/}
 */
record ReferenceBank(Path folder) {

    /** The day whose figures are expected. */
    static final LocalDate DAY = LocalDate.of(2026, 10, 31);

    static ReferenceBank in(Path folder) throws IOException {
        try (InputStream stream =
                        Objects.requireNonNull(ReferenceBank.class.getResourceAsStream("/reference-bank.zip"));
                ZipInputStream zip = new ZipInputStream(stream)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        return new ReferenceBank(folder);
    }

    Path books() {
        return folder.resolve("bank");
    }

    Path weCom() {
        return folder.resolve("wecom");
    }

    /** Without the header, in order of their text. */
    List<String> expectedCoverage() throws IOException {
        return Files.readAllLines(folder.resolve("expected").resolve("coverage.csv")).stream()
                .skip(1)
                .sorted()
                .toList();
    }
}
