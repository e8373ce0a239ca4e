package cn.bankscrm.core.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * Reads an uploaded file from its beginning, as often as is needed, and copies rows of it into a table: one thread
 * reads and sends, a few turn rows into what PostgreSQL takes, a handful of batches is under way at a time.
 */
final class FilePass {

    private static final int ROWS_A_BATCH = 1_000;
    private static final int BATCHES_UNDER_WAY = 8;
    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

    /** Turns a row into what is copied. */
    @FunctionalInterface
    interface Encoding {
        /** @return what is wrong with the row; empty when it was written */
        List<RowFault> write(Row row, CopyBuffer out);
    }

    /** Rows that were read, and those of them that cannot be taken. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; thousands are made
    record Batch(int rows, byte[] copied, List<Rejected> rejected) {}

    record Rejected(Row row, List<RowFault> faults) {}

    /** Is told of each batch in the order of the file. */
    @FunctionalInterface
    interface Watcher {
        /** @param share how much of the file is read, 0 to 1 */
        void read(Batch batch, double share);
    }

    private final EncryptedFiles files;
    private final String storedAs;
    private final long size;
    private final Charset charset;
    private final ImportFormat format;
    private final Connection connection;

    FilePass(
            EncryptedFiles files,
            String storedAs,
            long size,
            Charset charset,
            ImportFormat format,
            Connection connection) {
        this.files = files;
        this.storedAs = storedAs;
        this.size = size;
        this.charset = charset;
        this.format = format;
        this.connection = connection;
    }

    /** Reads only what stands in the header row. */
    Header header() throws IOException {
        try (CsvRows rows = rows(new CountedInput(files.open(storedAs)))) {
            return header(rows);
        }
    }

    /**
     * @param into the table with its columns, as COPY names them
     * @param wanted which rows, by line; the others are only read
     */
    void copy(String into, LongPredicate wanted, Encoding encoding, Watcher watcher) throws IOException {
        CopyIn copy = null;
        try {
            copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + into + " from stdin with (format binary)");
            copy.writeToCopy(CopyBuffer.HEADER, 0, CopyBuffer.HEADER.length);
            CopyIn open = copy;
            pass(wanted, encoding, (batch, share) -> {
                send(open, batch.copied());
                watcher.read(batch, share);
            });
            copy.writeToCopy(CopyBuffer.TRAILER, 0, CopyBuffer.TRAILER.length);
            copy.endCopy();
        } catch (SQLException e) {
            throw new UncategorizedSQLException("copying rows", null, e);
        } finally {
            cancel(copy);
        }
    }

    /** @param query gives line numbers; millions of them take little memory */
    BitSet lines(String query) {
        BitSet lines = new BitSet();
        try {
            // without a transaction the driver would fetch all rows at once
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setFetchSize(10_000);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        lines.set(Math.toIntExact(rows.getLong(1)));
                    }
                }
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
            return lines;
        } catch (SQLException e) {
            throw new UncategorizedSQLException("reading line numbers", query, e);
        }
    }

    /** Reads without copying anything. */
    void pass(LongPredicate wanted, Encoding encoding, Watcher watcher) throws IOException {
        CountedInput counted = new CountedInput(files.open(storedAs));
        try (CsvRows rows = rows(counted);
                ExecutorService workers = Executors.newFixedThreadPool(THREADS)) {
            Header header = header(rows);
            Deque<Future<Batch>> underWay = new ArrayDeque<>();
            try {
                List<CsvRow> gathered = new ArrayList<>(ROWS_A_BATCH);
                int passedOver = 0;
                CsvRow row;
                while ((row = rows.next()) != null) {
                    if (wanted.test(row.line())) {
                        gathered.add(row);
                    } else {
                        passedOver++;
                    }
                    if (gathered.size() == ROWS_A_BATCH || passedOver == 10 * ROWS_A_BATCH) {
                        underWay.add(begin(workers, header, gathered, encoding));
                        gathered = new ArrayList<>(ROWS_A_BATCH);
                        passedOver = 0;
                        if (underWay.size() == BATCHES_UNDER_WAY) {
                            watcher.read(finished(underWay), share(counted));
                        }
                    }
                }
                underWay.add(begin(workers, header, gathered, encoding));
                while (!underWay.isEmpty()) {
                    watcher.read(finished(underWay), share(counted));
                }
            } finally {
                workers.shutdownNow();
            }
        }
    }

    private Future<Batch> begin(ExecutorService workers, Header header, List<CsvRow> rows, Encoding encoding) {
        return workers.submit(() -> {
            CopyBuffer out = new CopyBuffer();
            List<Rejected> rejected = new ArrayList<>();
            for (CsvRow source : rows) {
                Row row = header.arrange(source);
                List<RowFault> faults = shape(header, source);
                if (faults.isEmpty()) {
                    faults = encoding.write(row, out);
                }
                if (!faults.isEmpty()) {
                    rejected.add(new Rejected(row, faults));
                }
            }
            return new Batch(rows.size(), out.toBytes(), rejected);
        });
    }

    private static List<RowFault> shape(Header header, CsvRow row) {
        if (row.malformed() != null) {
            return List.of(new RowFault(row.line(), "", row.malformed()));
        }
        if (row.fields().length != header.width()) {
            String reason = "应有 " + header.width() + " 列，实有 " + row.fields().length + " 列";
            return List.of(new RowFault(row.line(), "", reason));
        }
        return List.of();
    }

    private static Batch finished(Deque<Future<Batch>> underWay) {
        try {
            return underWay.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedImport(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A batch of rows could not be encoded", e.getCause());
        }
    }

    private Header header(CsvRows rows) throws IOException {
        CsvRow first = rows.next();
        if (first == null) {
            throw new BrokenFile(1, "", "文件是空的");
        }
        return Header.of(first, format.columns());
    }

    private CsvRows rows(InputStream in) {
        return new CsvRows(new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    private double share(CountedInput counted) {
        return size == 0 ? 1 : Math.min(1, (double) counted.count / size);
    }

    private static void send(CopyIn copy, byte[] bytes) {
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException e) {
            throw new UncategorizedSQLException("copying rows", null, e);
        }
    }

    private static void cancel(@Nullable CopyIn copy) {
        if (copy != null && copy.isActive()) {
            try {
                copy.cancelCopy();
            } catch (SQLException e) {
                throw new UncategorizedSQLException("giving up a copy", null, e);
            }
        }
    }

    private static final class CountedInput extends InputStream {

        private final InputStream in;
        private long count;

        CountedInput(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = in.read(bytes, offset, length);
            count += Math.max(0, n);
            return n;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
