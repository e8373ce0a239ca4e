package cn.bankscrm.compliance.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Files of the platform's own making, kept where the files of chats are, and encrypted as those are. */
@Component
public class SealedFiles {

    private static final int PIECE = 512 << 10;

    private final MediaStore store;
    private final MediaFolder folder;

    SealedFiles(MediaStore store, MediaFolder folder) {
        this.store = store;
        this.folder = folder;
    }

    /**
     * Where a file is kept.
     *
     * @param name in the store
     * @param key without which it cannot be read, for the caller to encrypt
     */
    public record Kept(String name, String key) {

        /** Without the key. */
        @Override
        public String toString() {
            return "Kept[" + name + "]";
        }
    }

    /** Keeps a copy of a file; the file itself is the caller's to delete. */
    public Kept keep(Path plain) throws IOException {
        byte[] key = SealedPieces.newKey();
        String name = UUID.randomUUID().toString().replace("-", "") + ".own";
        Path sealed = folder.parts().resolve(name);
        Files.createDirectories(folder.parts());
        try (InputStream in = Files.newInputStream(plain)) {
            int number = 0;
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                SealedPieces.append(sealed, key, number++, piece);
            }
            store.put(name, sealed);
        } finally {
            Files.deleteIfExists(sealed);
        }
        return new Kept(name, Base64.getEncoder().encodeToString(key));
    }

    /** The file in the clear, to be closed by the caller. */
    public InputStream open(Kept kept) throws IOException {
        return SealedPieces.open(store.open(kept.name()), Base64.getDecoder().decode(kept.key()));
    }

    /** Nothing happens when it is gone already. */
    public void delete(String name) throws IOException {
        store.delete(name);
    }
}
