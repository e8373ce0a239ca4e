package cn.bankscrm.simulator.data;

import cn.bankscrm.simulator.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/**
 * A data folder: {@code departments.jsonl}, {@code users.jsonl}, {@code external_contacts.jsonl},
 * {@code follow_users.jsonl}, {@code behavior_data.jsonl} and, where there are tags, {@code corp_tags.jsonl}. The
 * folder of a whole bank, with {@code wecom/} inside, serves as well.
 */
public final class WeComFolder {
    private final Path folder;

    public WeComFolder(Path given) {
        Path inner = given.resolve("wecom");
        this.folder = Files.isDirectory(inner) ? inner : given;
        if (!Files.exists(folder.resolve("users.jsonl"))) {
            throw new IllegalArgumentException("no users.jsonl in " + folder + ": not a WeCom data folder");
        }
    }

    public WeComData read() {
        return new WeComData(
                lines("departments.jsonl", Department.class),
                lines("users.jsonl", Member.class),
                lines("external_contacts.jsonl", Contact.class),
                lines("follow_users.jsonl", FriendRecord.class),
                lines("corp_tags.jsonl", TagRecord.class),
                () -> lines("behavior_data.jsonl", BehaviourDay.class));
    }

    /** The bank's own files beside this folder, if they are there: {@code ../bank}. */
    public Path bankFolder() {
        Path parent = folder.toAbsolutePath().getParent();
        return parent == null ? folder.resolve("bank") : parent.resolve("bank");
    }

    private <T> List<T> lines(String file, Class<T> type) {
        Path path = folder.resolve(file);
        if (!Files.exists(path)) {
            return List.of();
        }
        ObjectReader reader = Json.MAPPER.readerFor(type);
        List<T> result = new ArrayList<>();
        int number = 0;
        try (BufferedReader in = Files.newBufferedReader(path)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank()) {
                    result.add(reader.readValue(line));
                }
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(path + ", line " + number + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(path.toString(), e);
        }
        return result;
    }
}
