package cn.bankscrm.simulator.chat;

import cn.bankscrm.simulator.data.ChatFile;
import cn.bankscrm.simulator.data.ChatLine;
import cn.bankscrm.simulator.data.Journal;
import cn.bankscrm.simulator.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was said, sealed and numbered, for five days of the virtual clock; and what can go wrong with it, on purpose.
 */
public final class ChatLog {
    public static final Duration WINDOW = Duration.ofDays(5);

    private static final String CONSENT = "consent";
    private static final int REMEMBERED = 2_000;

    private final ChatKeys keys;
    private final InstantSource clock;
    private final Journal journal;
    private final TreeMap<Long, ChatRecord> records = new TreeMap<>();
    private final Map<Long, ChatRecord> withheld = new HashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, Consent> consents = new LinkedHashMap<>();
    private final Deque<JsonNode> remembered = new ArrayDeque<>();
    private long nextSeq = 1;
    private List<ChatRecord> lastPage = List.of();
    private boolean repeats;

    /** What a customer said about the archive, in Unix seconds. */
    public record Consent(String userid, String externalUserid, boolean agreed, long at) {}

    /**
     * Goes on where the journal ends.
     *
     * @param journal in which records and files are written down
     */
    public ChatLog(ChatKeys keys, InstantSource clock, Journal journal) {
        this.keys = keys;
        this.clock = clock;
        this.journal = journal;
        for (ChatLine line : journal.chats()) {
            nextSeq = Math.max(nextSeq, line.seq() + 1);
            records.put(
                    line.seq(),
                    new ChatRecord(
                            line.seq(),
                            line.msgid(),
                            line.publickeyVer(),
                            line.encryptRandomKey(),
                            line.encryptChatMsg(),
                            Instant.ofEpochMilli(line.at())));
        }
        journal.kept(CONSENT, Consent.class).forEach(this::note);
        journal.files().forEach(file -> files.put(file.sdkfileid(), Pictures.of(file.what())));
    }

    public ChatKeys keys() {
        return keys;
    }

    public synchronized long nextSeq() {
        return nextSeq;
    }

    /** How many records can be pulled. */
    public synchronized int size() {
        dropOld();
        return records.size();
    }

    /**
     * Archives a message.
     *
     * @param message WeCom's JSON; {@code msgid} and {@code msgtime} are added where they are missing
     * @return its number
     */
    public long add(JsonNode message) {
        ObjectNode whole = Json.MAPPER.createObjectNode();
        String id = message.path("msgid").asString("");
        String told = id.isEmpty() ? UUID.randomUUID().toString().replace("-", "") + "_external" : id;
        whole.put("msgid", told);
        message.propertyStream().forEach(field -> whole.set(field.getKey(), field.getValue()));
        if (!message.has("msgtime") && !message.has("time")) {
            whole.put("msgtime", clock.instant().toEpochMilli());
        }
        noteConsent(whole);
        long seq = add(told, whole.toString());
        remember(whole);
        return seq;
    }

    private synchronized void remember(JsonNode message) {
        remembered.addLast(message);
        if (remembered.size() > REMEMBERED) {
            remembered.removeFirst();
        }
    }

    /** The last messages of this start between two, unsealed, the oldest first. */
    public synchronized List<JsonNode> between(String one, String other, int limit) {
        List<JsonNode> found = remembered.stream()
                .filter(message -> isFrom(message, one, other) || isFrom(message, other, one))
                .toList();
        return found.subList(Math.max(0, found.size() - limit), found.size());
    }

    private static boolean isFrom(JsonNode message, String from, String to) {
        return message.path("roomid").asString("").isEmpty()
                && message.path("from").asString("").equals(from)
                && message.path("tolist").path(0).asString("").equals(to);
    }

    /** Archives whatever text it is, as a message of this id. */
    public long add(String msgid, String json) {
        ChatKeys.Sealed sealed = keys.seal(json);
        synchronized (this) {
            long seq = nextSeq++;
            Instant now = clock.instant();
            journal.said(
                    new ChatLine(seq, msgid, sealed.version(), sealed.randomKey(), sealed.body(), now.toEpochMilli()));
            records.put(seq, new ChatRecord(seq, msgid, sealed.version(), sealed.randomKey(), sealed.body(), now));
            return seq;
        }
    }

    /** The records behind a number, from the first that is still kept. */
    public synchronized List<ChatRecord> after(long seq, int limit) {
        dropOld();
        if (repeats) {
            repeats = false;
            return lastPage;
        }
        lastPage = records.tailMap(seq, false).values().stream().limit(limit).toList();
        return lastPage;
    }

    /** The next page is the last one once more. */
    public synchronized void repeatPage() {
        repeats = true;
    }

    /** Leaves numbers out for good. */
    public synchronized void skip(long numbers) {
        nextSeq += numbers;
    }

    /** Hides a record, as if it came late. */
    public synchronized boolean withhold(long seq) {
        ChatRecord hidden = records.get(seq);
        if (hidden == null) {
            return false;
        }
        records.remove(seq);
        withheld.put(seq, hidden);
        return true;
    }

    /** Shows what was hidden. */
    public synchronized int release() {
        int released = withheld.size();
        records.putAll(withheld);
        withheld.clear();
        return released;
    }

    /** Spoils a record: its body or, otherwise, its random key. */
    public synchronized boolean corrupt(long seq, boolean body) {
        ChatRecord found = records.get(seq);
        if (found == null) {
            return false;
        }
        records.put(
                seq,
                new ChatRecord(
                        seq,
                        found.msgid(),
                        found.publickeyVer(),
                        body ? found.encryptRandomKey() : "AAAA",
                        body ? found.encryptChatMsg().substring(0, 24) : found.encryptChatMsg(),
                        found.at()));
        return true;
    }

    /** Hands a message out again, under another number. */
    public synchronized Optional<Long> again(long seq) {
        return Optional.ofNullable(records.get(seq)).map(found -> {
            long other = nextSeq++;
            records.put(
                    other,
                    new ChatRecord(
                            other,
                            found.msgid(),
                            found.publickeyVer(),
                            found.encryptRandomKey(),
                            found.encryptChatMsg(),
                            clock.instant()));
            return other;
        });
    }

    /** Lays down a file whose contents are made from a word. */
    synchronized byte[] made(String sdkfileid, String what) {
        byte[] contents = Pictures.of(what);
        files.put(sdkfileid, contents);
        journal.sent(new ChatFile(sdkfileid, what));
        return contents;
    }

    /** Lays down a file to be named in messages. */
    public synchronized void file(String sdkfileid, byte[] contents) {
        files.put(sdkfileid, contents.clone());
    }

    public synchronized Optional<byte[]> file(String sdkfileid) {
        return Optional.ofNullable(files.get(sdkfileid)).map(byte[]::clone);
    }

    /** What was said about the archive to this member. */
    public synchronized Optional<Consent> consent(String userid, String externalUserid) {
        return Optional.ofNullable(consents.get(userid + " " + externalUserid));
    }

    public synchronized List<Consent> consentsIn(String roomid) {
        List<Consent> found = new ArrayList<>();
        consents.forEach((key, consent) -> {
            if (key.startsWith(roomid + " ")) {
                found.add(consent);
            }
        });
        return found;
    }

    /** Records from a number on, with the newest first. */
    public synchronized List<ChatRecord> newest(int limit) {
        return records.descendingMap().values().stream().limit(limit).toList();
    }

    private synchronized void noteConsent(JsonNode message) {
        String kind = message.path("msgtype").asString("");
        if (!kind.equals("agree") && !kind.equals("disagree")) {
            return;
        }
        String room = message.path("roomid").asString("");
        String with = room.isEmpty() ? message.path("tolist").path(0).asString("") : room;
        String who = message.path(kind).path("userid").asString("");
        Consent said =
                new Consent(with, who, kind.equals("agree"), clock.instant().getEpochSecond());
        note(said);
        journal.keep(CONSENT, said);
    }

    private void note(Consent said) {
        consents.put(said.userid() + " " + said.externalUserid(), said);
    }

    private void dropOld() {
        Instant oldest = clock.instant().minus(WINDOW);
        while (!records.isEmpty() && records.firstEntry().getValue().at().isBefore(oldest)) {
            records.pollFirstEntry();
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
