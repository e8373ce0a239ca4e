package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallHeapTests {

    @TempDir
    Path folder;

    @Test
    void importsTwoHundredThousandRowsInFortyMegabytes() throws Exception {
        ImportingBank bank = new ImportingBank(folder);
        bank.load(ImportKind.INSTITUTIONS, "code,name,parent_code,level,province\n0000,总行,,1,440000\n");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapImport.class.getName(),
                        bank.database.url(),
                        bank.database.username(),
                        bank.database.password(),
                        folder.toString(),
                        "200000"))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip()).endsWith("DONE 200000 198000 2000");
        assertThat(bank.count("core.customer")).isEqualTo(198_000);
    }
}
