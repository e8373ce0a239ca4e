package cn.bankscrm.core.importing;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV as RFC 4180 has it, record by record, in constant memory: fields in quotes may hold commas, doubled quotes
 * and line ends; lines end with CRLF, LF or CR; rows without any text are passed over; a leading byte order mark is
 * dropped.
 *
 * <p>Lines are counted as an editor counts them. A quote that never closes is a fault of the file: what follows it
 * cannot be told apart any more. Characters after a closing quote are a fault of the row.
 */
final class CsvRows implements AutoCloseable {

    /** Longer than any honest row; a row that grows past it has lost its closing quote. */
    private static final int LONGEST_FIELD = 64 * 1024;

    private static final int END = -1;

    private final Reader in;
    private final char[] buffer = new char[64 * 1024];
    private int position;
    private int limit;
    private long line = 1;
    private boolean begun;
    private final StringBuilder gathered = new StringBuilder();
    private final List<String> fields = new ArrayList<>();
    private @Nullable String malformed;

    CsvRows(Reader in) {
        this.in = in;
    }

    /**
     * @return the next record, or null at the end
     * @throws BrokenFile when a quote never closes, or bytes are no text in the file's encoding
     */
    @Nullable
    CsvRow next() throws IOException {
        if (!begun) {
            begun = true;
            if (peek() == '\uFEFF') {
                position++;
            }
        }
        while (peek() != END) {
            long start = line;
            CsvRow row = record(start);
            if (row.malformed() != null || Arrays.stream(row.fields()).anyMatch(field -> !field.isEmpty())) {
                return row;
            }
        }
        return null;
    }

    private CsvRow record(long start) throws IOException {
        fields.clear();
        malformed = null;
        while (true) {
            fields.add(peek() == '"' ? quoted() : plain());
            int end = peek();
            position++;
            if (end == ',') {
                continue;
            }
            if (end == '\r' && peek() == '\n') {
                position++;
            }
            if (end != END) {
                line++;
            }
            return new CsvRow(start, fields.toArray(String[]::new), malformed);
        }
    }

    private String plain() throws IOException {
        gathered.setLength(0);
        while (peek() != END) {
            int from = position;
            while (position < limit) {
                char c = buffer[position];
                if (c == ',' || c == '\n' || c == '\r') {
                    if (gathered.isEmpty()) {
                        return new String(buffer, from, position - from);
                    }
                    return gathered.append(buffer, from, position - from).toString();
                }
                position++;
            }
            gather(from, line);
        }
        return gathered.toString();
    }

    private String quoted() throws IOException {
        gathered.setLength(0);
        long opened = line;
        position++;
        while (peek() != END) {
            int from = position;
            while (position < limit
                    && buffer[position] != '"'
                    && buffer[position] != '\n'
                    && buffer[position] != '\r') {
                position++;
            }
            gather(from, opened);
            if (position == limit) {
                continue;
            }
            char c = buffer[position++];
            if (c == '"') {
                if (peek() != '"') {
                    return closed();
                }
                position++;
                gathered.append('"');
            } else {
                gathered.append(c);
                if (c == '\r' && peek() == '\n') {
                    position++;
                    gathered.append('\n');
                }
                line++;
            }
        }
        throw unclosed(opened);
    }

    /** Right behind a closing quote: there should be a comma, a line end or nothing. */
    private String closed() throws IOException {
        String field = gathered.toString();
        int c = peek();
        if (c == ',' || c == '\n' || c == '\r' || c == END) {
            return field;
        }
        malformed = "引号之后还有其他字符";
        return field + plain();
    }

    private void gather(int from, long opened) {
        gathered.append(buffer, from, position - from);
        if (gathered.length() > LONGEST_FIELD) {
            throw unclosed(opened);
        }
    }

    private static BrokenFile unclosed(long opened) {
        return new BrokenFile(opened, "", "引号没有闭合，文件可能被截断");
    }

    /** The character at the position, or {@link #END}. */
    private int peek() throws IOException {
        if (position >= limit) {
            try {
                limit = in.read(buffer, 0, buffer.length);
            } catch (CharacterCodingException e) {
                BrokenFile broken = new BrokenFile(line, "", "此行附近有无法识别的字符，请用 UTF-8 或 GB18030 编码保存");
                broken.initCause(e);
                throw broken;
            }
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return END;
            }
        }
        return buffer[position];
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
