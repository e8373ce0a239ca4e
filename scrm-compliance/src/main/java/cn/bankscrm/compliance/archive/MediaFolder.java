package cn.bankscrm.compliance.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where this node puts files together.
 *
 * @param parts the folder of files that are not whole yet
 */
record MediaFolder(Path parts) {

    Path part(long id) throws IOException {
        Files.createDirectories(parts);
        return parts.resolve(id + ".part");
    }
}
