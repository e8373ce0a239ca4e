package cn.bankscrm.logged;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Everything that the suite's programs said, line by line: what the test reports kept of standard output and error, and
 * the logs of the processes that tests started.
 */
final class SuiteOutput {

    /** As Spring Boot writes it: level, process, thread, trace, logger, message. */
    private static final Pattern LOGGED =
            Pattern.compile(" (?:TRACE|DEBUG|INFO|WARN|ERROR) .*?([\\w.$\\[\\]/-]+)\\s+: ");

    private final List<Path> reports = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();

    SuiteOutput(Path root) throws IOException {
        for (Path module : PlantedPersonalData.modules(root)) {
            Path target = module.resolve("target");
            reports.addAll(files(target.resolve("surefire-reports"), "TEST-", ".xml"));
            reports.addAll(files(target.resolve("failsafe-reports"), "TEST-", ".xml"));
            logs.addAll(files(target.resolve("process"), "", ".log"));
        }
    }

    private static List<Path> files(Path folder, String begin, String end) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith(begin)
                            && file.getFileName().toString().endsWith(end))
                    .sorted()
                    .toList();
        }
    }

    boolean isEmpty() {
        return reports.isEmpty();
    }

    /** Hands over each line with who said it: the logger where the line names one, or the one before, and the file. */
    void each(BiConsumer<String, String> reader) throws IOException {
        for (Path report : reports) {
            lines(Stream.of(said(report)).flatMap(String::lines), report, reader);
        }
        for (Path log : logs) {
            lines(new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines(), log, reader);
        }
    }

    private static void lines(Stream<String> lines, Path file, BiConsumer<String, String> reader) {
        String[] logger = {"standard output"};
        lines.forEach(line -> {
            Matcher logged = LOGGED.matcher(line);
            if (logged.find()) {
                logger[0] = logged.group(1);
            }
            reader.accept(logger[0] + " in " + file.getFileName(), line);
        });
    }

    private static String said(Path report) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        StringBuilder said = new StringBuilder();
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            boolean inside = false;
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT ->
                        inside = xml.getLocalName().startsWith("system-");
                    case XMLStreamConstants.END_ELEMENT -> inside = false;
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (inside) {
                            said.append(xml.getText());
                        }
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw new UncheckedIOException("Not a report: " + report, new IOException(e));
        }
        return said.toString();
    }
}
