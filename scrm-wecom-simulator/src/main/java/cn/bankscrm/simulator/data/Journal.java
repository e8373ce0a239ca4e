package cn.bankscrm.simulator.data;

import cn.bankscrm.simulator.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people did since the data folder was written, kept over a restart, one thing a line: who came, which links began
 * and ended and what was noted on them, who certified, what was said, and whatever else the world keeps. Without a file
 * nothing is kept.
 */
public final class Journal {
    private static final String CONTACT = "contact";
    private static final String FRIEND = "friend";
    private static final String CERTIFIED = "certified";
    private static final String CHAT = "chat";
    private static final String FILE = "file";

    private record Key(String userid, String externalUserid, long createtime) {
        static Key of(FriendRecord link) {
            return new Key(link.userid(), link.externalUserid(), link.createtime());
        }
    }

    private final Optional<Path> file;
    private final List<JsonNode> lines;

    private Journal(Optional<Path> file, List<JsonNode> lines) {
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
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                read(line).ifPresent(lines::add);
            }
            return new Journal(Optional.of(file), List.copyOf(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** Writes down one thing of a kind. */
    public void keep(String kind, Object what) {
        if (file.isPresent()) {
            ObjectNode line = Json.MAPPER.createObjectNode();
            line.set(kind, Json.MAPPER.valueToTree(what));
            append(line);
        }
    }

    /** All things of a kind that were written down before this start, in their order. */
    public <T> List<T> kept(String kind, Class<T> type) {
        return lines.stream()
                .map(line -> line.path(kind))
                .filter(JsonNode::isObject)
                .map(thing -> Json.MAPPER.treeToValue(thing, type))
                .toList();
    }

    /** What the folder tells, with what happened since. */
    public WeComData addedTo(WeComData data) {
        if (lines.isEmpty()) {
            return data;
        }
        List<Contact> contacts = new ArrayList<>(data.contacts());
        contacts.addAll(kept(CONTACT, Contact.class));
        Map<Key, FriendRecord> friends = new LinkedHashMap<>();
        data.friends().forEach(link -> friends.put(Key.of(link), link));
        kept(FRIEND, FriendRecord.class).forEach(link -> friends.put(Key.of(link), link));
        return new WeComData(
                data.departments(),
                data.members(),
                contacts,
                List.copyOf(friends.values()),
                data.tags(),
                data.behaviour());
    }

    /** The numbers of the customers who certified. */
    public Set<String> certified() {
        return lines.stream()
                .map(line -> line.path(CERTIFIED).asString(""))
                .filter(number -> !number.isEmpty())
                .collect(Collectors.toSet());
    }

    public void came(Contact contact) {
        keep(CONTACT, contact);
    }

    /** A link began, ended or got other notes; its last state counts. */
    public void changed(FriendRecord link) {
        keep(FRIEND, link);
    }

    public void certified(String customerNo) {
        keep(CERTIFIED, customerNo);
    }

    public void said(ChatLine chat) {
        keep(CHAT, chat);
    }

    public void sent(ChatFile file) {
        keep(FILE, file);
    }

    /** What was archived before this start. */
    public List<ChatLine> chats() {
        return kept(CHAT, ChatLine.class);
    }

    public List<ChatFile> files() {
        return kept(FILE, ChatFile.class);
    }

    private synchronized void append(JsonNode line) {
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

    private static Optional<JsonNode> read(String line) {
        try {
            return line.isBlank() ? Optional.empty() : Optional.of(Json.MAPPER.readTree(line));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
