package cn.bankscrm.bench;

import cn.bankscrm.compliance.search.IndexedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The same messages in plain text in a table, with indexes by time and by staff, searched by LIKE. */
final class LikePeer implements AutoCloseable {

    private final Connection connection;
    private final ChatCorpus corpus;
    private final int size;

    LikePeer(DataSource database, ChatCorpus corpus, int size) throws SQLException {
        this.connection = database.getConnection();
        this.corpus = corpus;
        this.size = size;
    }

    void load() throws SQLException {
        execute("create unlogged table public.message (seq bigint, at bigint, staff text, customer text, text text)");
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy public.message (seq, at, staff, customer, text) from stdin");
        for (long seq = 1; seq <= size; seq++) {
            byte[] row = row(corpus.message(seq));
            copy.writeToCopy(row, 0, row.length);
        }
        copy.endCopy();
        execute("create index on public.message (at desc, seq desc)");
        execute("create index on public.message (staff, at desc)");
        execute("vacuum analyze public.message");
    }

    /** A message as a line of the file that is loaded. */
    static byte[] row(IndexedMessage message) {
        String people = message.people().stream().sorted().collect(Collectors.joining("\t"));
        return (message.seq() + "\t" + message.at().toEpochMilli() + "\t" + people + "\t" + message.text() + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    List<Long> newest(String word, Set<String> staff, int most) throws IOException {
        return found("""
                select seq from public.message where staff = any(?) and text like ? order by at desc, seq desc limit
                """ + most, word, staff);
    }

    List<Long> all(String word, Set<String> staff) throws IOException {
        return found("select seq from public.message where staff = any(?) and text like ?", word, staff);
    }

    private List<Long> found(String sql, String word, Set<String> staff) throws IOException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", staff.toArray()));
            query.setString(2, "%" + word + "%");
            List<Long> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
