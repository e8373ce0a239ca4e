package cn.bankscrm.wecom.archive;

import cn.bankscrm.wecom.archive.child.FinanceChild;
import cn.bankscrm.wecom.archive.child.NativeFinance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/** The few classes of the child, laid into a folder: the platform itself may be one file that no other JVM can read. */
final class ChildProgram {

    private static final String CHILD = "cn/bankscrm/wecom/archive/child/";

    /** By name and from our own place: another jar holds a class of the library's name, too. */
    private static final List<String> CLASSES = List.of(
            CHILD + "FinanceChild",
            CHILD + "FinanceLibrary",
            CHILD + "NativeFinance",
            CHILD + "Frames",
            "com/tencent/wework/Finance");

    private ChildProgram() {}

    /** @return the command line that starts the child on WeCom's library */
    static List<String> command(Path folder) {
        try {
            for (String name : CLASSES) {
                Path file = folder.resolve(name + ".class");
                Files.createDirectories(file.getParent());
                try (InputStream in = place(name).openStream()) {
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The archive's program cannot be laid into " + folder, e);
        }
        return command(folder.toString(), NativeFinance.class.getName());
    }

    static List<String> command(String classPath, String library) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                // a crash report holds memory, and memory holds messages
                "-XX:ErrorFile=/dev/null",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-cp",
                classPath,
                FinanceChild.class.getName(),
                library);
    }

    private static URL place(String name) throws IOException {
        String own = Objects.requireNonNull(FinanceChild.class.getResource("FinanceChild.class"))
                .toString();
        String root = own.substring(0, own.length() - (CHILD + "FinanceChild.class").length());
        return URI.create(root + name + ".class").toURL();
    }
}
