package cn.bankscrm.core.importing;

import cn.bankscrm.core.importing.ImportRuns.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The bank's files on their way in. An accepted file is on the disk, encrypted, and known to the database; from then on
 * it is imported whatever happens to the process.
 */
@Component
public class Imports {

    private final EncryptedFiles files;
    private final ImportRuns runs;
    private final Rejections rejections;
    private final ImportQueue queue;
    private final List<ImportFormat> formats;

    Imports(
            EncryptedFiles files,
            ImportRuns runs,
            Rejections rejections,
            ImportQueue queue,
            List<ImportFormat> formats) {
        this.files = files;
        this.runs = runs;
        this.rejections = rejections;
        this.queue = queue;
        this.formats = List.copyOf(formats);
    }

    /**
     * Takes a file in; it is imported in the background.
     *
     * @param fileName as the sender calls it; for people
     * @param content read to its end, not closed
     * @param startedBy the account or client that sent it
     * @throws IOException when the content cannot be read to its end or kept
     */
    public ImportId accept(ImportKind kind, String fileName, InputStream content, String startedBy) throws IOException {
        ArrivingFile arriving = new ArrivingFile(content);
        String storedAs = files.store(arriving);
        try {
            Stored file =
                    new Stored(shortened(fileName), storedAs, arriving.size(), arriving.digest(), arriving.charset());
            ImportId id = runs.enter(kind, file, files.nodeName(), startedBy);
            queue.wake();
            return id;
        } catch (RuntimeException | IOException e) {
            files.delete(storedAs);
            throw e;
        }
    }

    public Optional<ImportRun> find(ImportId id) {
        return runs.find(id);
    }

    /** The latest imports, newest first. */
    public List<ImportRun> latest(int atMost) {
        return runs.latest(atMost);
    }

    /** What was wrong, by line. */
    public List<RowFault> faults(ImportId id, int atMost) {
        return rejections.first(id, atMost);
    }

    /** The columns that a file of this kind must have, in the usual order. */
    public List<String> columns(ImportKind kind) {
        return format(kind).columns().stream().map(Column::name).toList();
    }

    /**
     * Writes the rejected rows as CSV: the line, the column, the reason, then the row as it stood in the file, to be
     * corrected and sent again. Holds personal data.
     */
    public void writeRejected(ImportRun run, Writer out) throws IOException {
        out.write("行号,列,原因,"
                + format(run.kind()).columns().stream().map(Column::name).collect(Collectors.joining(",")) + "\r\n");
        rejections.each(run.id(), rejected -> {
            RowFault fault = rejected.fault();
            try {
                out.write(fault.line() + "," + Row.quoted(fault.column()) + "," + Row.quoted(fault.reason()) + ","
                        + rejected.csv().orElse("") + "\r\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private ImportFormat format(ImportKind kind) {
        return formats.stream().filter(f -> f.kind() == kind).findFirst().orElseThrow();
    }

    private static String shortened(String fileName) {
        String name = fileName.substring(fileName.lastIndexOf('/') + 1);
        name = name.substring(name.lastIndexOf('\\') + 1).replaceAll("\\p{Cntrl}", "");
        return name.isBlank() ? "file.csv" : name.substring(0, Math.min(name.length(), 200));
    }
}
