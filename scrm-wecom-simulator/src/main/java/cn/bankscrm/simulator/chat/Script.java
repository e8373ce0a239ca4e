package cn.bankscrm.simulator.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A conversation as people at a bank have it, line by line. */
record Script(List<Line> lines) {
    private static final String SOURCE = "conversations.txt";

    /**
     * A line: {@code S} the member says a text, {@code C} the customer does, {@code F} the member sends a file,
     * {@code K} a link, {@code L} a location, {@code I} the customer sends a picture, {@code V} a voice message.
     */
    record Line(char kind, String text) {
        boolean byMember() {
            return "SFKL".indexOf(kind) >= 0;
        }
    }

    Script {
        lines = List.copyOf(lines);
    }

    static List<Script> all() {
        List<Script> scripts = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        try (InputStream in = Script.class.getResourceAsStream(SOURCE)) {
            if (in == null) {
                throw new IllegalStateException(SOURCE + " is missing");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(new Line(line.charAt(0), line.substring(1).strip()));
                } else if (!lines.isEmpty()) {
                    scripts.add(new Script(lines));
                    lines.clear();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!lines.isEmpty()) {
            scripts.add(new Script(lines));
        }
        return scripts;
    }
}
