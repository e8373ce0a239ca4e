package cn.bankscrm.simulator;

import cn.bankscrm.simulator.chat.ChatKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Makes a private key for the archive, as the bank would. */
final class ArchiveKeyCommand {
    private ArchiveKeyCommand() {}

    static void run(List<String> arguments) {
        if (arguments.size() != 2 || !arguments.get(0).equals("--out")) {
            throw new IllegalArgumentException("archive-key wants --out FILE");
        }
        try {
            Files.writeString(Path.of(arguments.get(1)), ChatKeys.newPrivateKey(), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(arguments.get(1), e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
