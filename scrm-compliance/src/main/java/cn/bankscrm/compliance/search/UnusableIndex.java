package cn.bankscrm.compliance.search;

import java.io.EOFException;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.NoSuchFileException;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;

/** What lies in the folder of an index cannot be used; the archive has everything to make it anew. */
public final class UnusableIndex extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnusableIndex(String why) {
        super(why);
    }

    private UnusableIndex(Exception cause) {
        super("The index cannot be read", cause);
    }

    /** Tells files that are broken from a disk or a lock that stands in the way. */
    static IOException orAsItIs(Exception failed) {
        return switch (failed) {
            case CorruptIndexException e -> new UnusableIndex(e);
            case IndexFormatTooOldException e -> new UnusableIndex(e);
            case IndexFormatTooNewException e -> new UnusableIndex(e);
            case NoSuchFileException e -> new UnusableIndex(e);
            case EOFException e -> new UnusableIndex(e);
            case IllegalArgumentException e -> new UnusableIndex(e);
            case IOException e -> e;
            case RuntimeException e -> throw e;
            default -> new IOException(failed);
        };
    }
}
