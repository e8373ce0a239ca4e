package cn.bankscrm.compliance.picture.child;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * The child: a line a picture on its standard input (PNG in Base64), a line a text on its standard output (a mark, then
 * UTF-8 in Base64). Whatever the library prints between is passed over by the other side.
 */
public final class TextChild {

    /** Before each answer. */
    public static final String MARK = "\u001eTEXT ";

    private TextChild() {}

    /** @param arguments the class that is the engine, and the file to lay pictures into for the library */
    public static void main(String[] arguments) throws Exception {
        endWithParent();
        TextEngine engine = Class.forName(arguments[0])
                .asSubclass(TextEngine.class)
                .getDeclaredConstructor()
                .newInstance();
        Path file = Path.of(arguments[1]);
        try (BufferedReader in = new BufferedReader(
                        new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.US_ASCII));
                FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            for (String picture = in.readLine(); picture != null; picture = in.readLine()) {
                String text = read(engine, file, Base64.getDecoder().decode(picture));
                String answer =
                        "\n" + MARK + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\n";
                out.write(answer.getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        }
    }

    /** The library takes names of files alone. */
    private static String read(TextEngine engine, Path file, byte[] picture) throws IOException {
        Files.write(file, picture);
        try {
            return engine.read(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** A picture on which the library hangs must not outlive the platform. */
    private static void endWithParent() {
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        Thread.ofPlatform().name("parent-watch").daemon().start(() -> {
            parent.onExit().join();
            Runtime.getRuntime().halt(3);
        });
    }
}
