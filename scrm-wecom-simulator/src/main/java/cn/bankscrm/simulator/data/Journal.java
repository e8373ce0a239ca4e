package cn.bankscrm.simulator.data;

import cn.bankscrm.simulator.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What people did since the data folder was written, kept over a restart: who came, which links began and ended, who
 * certified. Without a file nothing is kept.
 */
public final class Journal {
    /** One thing that happened; the others are absent. */
    private record Line(
            @Nullable Contact contact,
            @Nullable FriendRecord friend,
            @Nullable String certified,
            @Nullable ChatLine chat,
            @Nullable ChatFile file) {}

    private record Key(String userid, String externalUserid, long createtime) {
        static Key of(FriendRecord link) {
            return new Key(link.userid(), link.externalUserid(), link.createtime());
        }
    }

    private final Optional<Path> file;
    private final List<Line> lines;

    private Journal(Optional<Path> file, List<Line> lines) {
        this.file = file;
        this.lines = lines;
    }

    public static Journal none() {
        return new Journal(Optional.empty(), List.of());
    }

    /** Opens a journal, or begins one. */
    public static Journal at(Path file) {
        try {
            if (!Files.exists(file)) {
                return new Journal(Optional.of(file), List.of());
            }
            List<Line> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                read(line).ifPresent(lines::add);
            }
            return new Journal(Optional.of(file), List.copyOf(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** What the folder tells, with what happened since. */
    public WeComData addedTo(WeComData data) {
        if (lines.isEmpty()) {
            return data;
        }
        List<Contact> contacts = new ArrayList<>(data.contacts());
        Map<Key, FriendRecord> friends = new LinkedHashMap<>();
        data.friends().forEach(link -> friends.put(Key.of(link), link));
        for (Line line : lines) {
            if (line.contact() != null) {
                contacts.add(line.contact());
            }
            if (line.friend() != null) {
                friends.put(Key.of(line.friend()), line.friend());
            }
        }
        return new WeComData(
                data.departments(), data.members(), contacts, List.copyOf(friends.values()), data.behaviour());
    }

    /** The numbers of the customers who certified. */
    public Set<String> certified() {
        Set<String> numbers = new HashSet<>();
        for (Line line : lines) {
            if (line.certified() != null) {
                numbers.add(line.certified());
            }
        }
        return numbers;
    }

    public void came(Contact contact) {
        append(new Line(contact, null, null, null, null));
    }

    /** A link began or ended; its last state counts. */
    public void changed(FriendRecord link) {
        append(new Line(null, link, null, null, null));
    }

    public void certified(String customerNo) {
        append(new Line(null, null, customerNo, null, null));
    }

    public void said(ChatLine chat) {
        append(new Line(null, null, null, chat, null));
    }

    public void sent(ChatFile file) {
        append(new Line(null, null, null, null, file));
    }

    /** What was archived before this start. */
    public List<ChatLine> chats() {
        return lines.stream().map(Line::chat).filter(Objects::nonNull).toList();
    }

    public List<ChatFile> files() {
        return lines.stream().map(Line::file).filter(Objects::nonNull).toList();
    }

    private synchronized void append(Line line) {
        file.ifPresent(path -> {
            try {
                // the break comes first: a line that a crash cut short then spoils no other
                String text = "\n" + Json.MAPPER.writeValueAsString(line);
                Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(path.toString(), e);
            }
        });
    }

    private static Optional<Line> read(String line) {
        try {
            return line.isBlank() ? Optional.empty() : Optional.of(Json.MAPPER.readValue(line, Line.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
