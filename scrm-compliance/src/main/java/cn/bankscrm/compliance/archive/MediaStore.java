package cn.bankscrm.compliance.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Where the files of chats are kept (聊天文件的存放处): a folder, or a store of objects. What is handed over is encrypted
 * already, and never changes.
 */
public interface MediaStore {

    /**
     * Keeps a file, durably when this returns. Kept again under the same name, it replaces the first.
     *
     * @param name letters, digits and full stops
     */
    void put(String name, Path file) throws IOException;

    /** @throws java.nio.file.NoSuchFileException when nothing is kept under this name */
    InputStream open(String name) throws IOException;

    /** Nothing happens when there is none. */
    void delete(String name) throws IOException;
}
