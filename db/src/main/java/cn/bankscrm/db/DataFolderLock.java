package cn.bankscrm.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One application a data folder. The lock is the operating system's, on the file {@code lock}: it is gone with the
 * process that holds it, however that ended, so there is never a stale one to clear away. The file's text, the holder's
 * process id, is for people and messages only.
 */
final class DataFolderLock implements AutoCloseable {

    /** Folders held by this very process: the system's lock does not keep a process from itself. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private DataFolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * @param folder an existing folder, by its real path
     * @throws DatabaseUnavailable when another application, or this one, holds the folder already
     */
    static DataFolderLock take(Path folder) throws IOException {
        if (!HELD.add(folder)) {
            throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
        }
        boolean taken = false;
        FileChannel channel = null;
        try {
            Path file = folder.resolve("lock");
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(folder, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            taken = true;
            return new DataFolderLock(folder, channel);
        } finally {
            if (!taken) {
                HELD.remove(folder);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static DatabaseUnavailable inUse(Path folder, String holder) {
        return new DatabaseUnavailable(
                "数据目录 %s 正被进程 %s 使用".formatted(folder, holder),
                "The data folder %s is in use by process %s".formatted(folder, holder));
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(folder);
    }
}
