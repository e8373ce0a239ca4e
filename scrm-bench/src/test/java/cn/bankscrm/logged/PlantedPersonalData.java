package cn.bankscrm.logged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds personal data in a text: the names of the test banks' customers, and whatever looks like a mobile or
 * certificate number.
 */
final class PlantedPersonalData {

    private static final int SHORTEST_NAME = 2;
    private static final int LONGEST_NAME = 4;

    /** Numbers inside longer ones, in hashes or after a full stop, are no mobile numbers. */
    private static final Pattern MOBILE = Pattern.compile("(?<![0-9A-Za-z._-])1[3-9]\\d{9}(?![0-9A-Za-z_-]|\\.\\d)");

    private static final Pattern CERTIFICATE = Pattern.compile(
            "(?<![0-9A-Za-z])[1-9]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[0-9Xx](?![0-9A-Za-z])");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");
    private static final Pattern PLANTED_BY_HAND =
            Pattern.compile("(?:customer\\.name|newCustomer\\(|customerName)\\W{1,12}(\\p{IsHan}{2,4})\"");

    private final Set<String> names;

    PlantedPersonalData(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** @param root of the repository: the names are read from the test banks and test sources in it */
    static PlantedPersonalData of(Path root) throws IOException {
        Set<String> names = new HashSet<>();
        for (Path module : modules(root)) {
            Path tests = module.resolve("src").resolve("test");
            if (Files.isDirectory(tests)) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        collect(file, names);
                    }
                }
            }
        }
        return new PlantedPersonalData(names);
    }

    private static void collect(Path file, Set<String> names) throws IOException {
        String name = file.getFileName().toString();
        if (name.equals("customers.csv")) {
            List<String> lines = Files.readAllLines(file);
            int column = List.of(lines.getFirst().split(",", -1)).indexOf("name");
            lines.stream()
                    .skip(1)
                    .map(line -> line.split(",", -1)[column])
                    .filter(PlantedPersonalData::isName)
                    .forEach(names::add);
        } else if (name.endsWith(".java")) {
            Matcher planted = PLANTED_BY_HAND.matcher(Files.readString(file));
            while (planted.find()) {
                names.add(planted.group(1));
            }
        }
    }

    private static boolean isName(String text) {
        return text.length() >= SHORTEST_NAME && HAN.matcher(text).matches();
    }

    static List<Path> modules(Path root) throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        }
    }

    Set<String> names() {
        return names;
    }

    /** What kind of personal data the text holds; empty for none. Never the data itself. */
    Optional<String> in(String text) {
        if (MOBILE.matcher(text).find()) {
            return Optional.of("a mobile number");
        }
        if (CERTIFICATE.matcher(text).find()) {
            return Optional.of("a certificate number");
        }
        return HAN.matcher(text).results().anyMatch(run -> holdsName(run.group()))
                ? Optional.of("a customer's name")
                : Optional.empty();
    }

    /** A name of two characters counts only where it stands alone: in longer words it may be a part of one. */
    private boolean holdsName(String run) {
        if (names.contains(run)) {
            return true;
        }
        for (int length = SHORTEST_NAME + 1; length <= LONGEST_NAME; length++) {
            for (int at = 0; at + length <= run.length(); at++) {
                if (names.contains(run.substring(at, at + length))) {
                    return true;
                }
            }
        }
        return false;
    }
}
