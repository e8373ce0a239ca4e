package cn.bankscrm.compliance.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** Files in a folder, spread over 256 folders below it. Where several nodes work it is one folder for all. */
final class FolderMediaStore implements MediaStore {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.]{3,100}");

    private final Path folder;

    FolderMediaStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public void put(String name, Path file) throws IOException {
        Path target = path(name);
        Files.createDirectories(target.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Path draft = target.resolveSibling(name + ".new");
        // the folder may lie on another disk than where files are fetched to
        Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(path(name));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    private Path path(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A file's name has 3 to 100 letters, digits or full stops");
        }
        return folder.resolve(name.substring(0, 2)).resolve(name);
    }
}
