package cn.bankscrm.compliance.reading;

import cn.bankscrm.compliance.archive.ChatMedia;
import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.archive.ChatMessages;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.picture.CodeKind;
import cn.bankscrm.compliance.picture.Pictures;
import cn.bankscrm.compliance.search.ChatPlace;
import cn.bankscrm.compliance.search.ChatQuestion;
import cn.bankscrm.compliance.search.ChatSearch;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditEntry;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditQueries;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.scope.DataScope;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one way to the text of chats for people. Every search and every look is written into the audit log, with its
 * reason, in the transaction that must be committed before anything is handed out: what cannot be written down is not
 * shown. An auditor's own chats do not exist for them.
 */
@Component
@Transactional
public class ReadChats {

    private static final Duration LOOKS_BACK = Duration.ofDays(365);
    private static final int LOOKS = 20;

    private final Inquiries inquiries;
    private final ChatSearch search;
    private final ChatMessages archive;
    private final ChatMedia media;
    private final ChatPeople people;
    private final Pictures pictures;
    private final AuditLog audit;
    private final AuditQueries log;
    private final Clock clock;

    ReadChats(
            Inquiries inquiries,
            ChatSearch search,
            ChatMessages archive,
            ChatMedia media,
            ChatPeople people,
            Pictures pictures,
            AuditLog audit,
            AuditQueries log,
            Clock clock) {
        this.inquiries = inquiries;
        this.search = search;
        this.archive = archive;
        this.media = media;
        this.people = people;
        this.pictures = pictures;
        this.audit = audit;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Keeps what somebody is going to look for.
     *
     * @param reason why, in their own words; not blank
     * @return its number, by which it is looked for
     */
    public long ask(Auditor auditor, Inquiry inquiry, String reason) {
        required(reason);
        return inquiries.keep(auditor, inquiry, reason);
    }

    /** What the auditor asked before, and why; empty when nobody or somebody else asked that. */
    public Optional<Asked> asked(Auditor auditor, long inquiry) {
        return inquiries.find(auditor, inquiry);
    }

    /** Whether a person of that number, account or name is known: otherwise nothing can be found. */
    public boolean knowsStaff(String typed) {
        return !people.staff(typed).isEmpty();
    }

    /** Whether a customer of that number, or a contact of that id, is known. */
    public boolean knowsCustomer(String typed) {
        return !people.contacts(typed).isEmpty();
    }

    /**
     * The newest messages that fit.
     *
     * @param after where the part before ended
     * @throws cn.bankscrm.compliance.search.SearchUnavailable when this node's index is not open
     */
    public FoundChats found(Auditor auditor, Asked asked, Optional<ChatPlace> after, int most) {
        ChatQuestion question = question(auditor, asked.inquiry());
        long total = search.count(question);
        List<ChatPlace> places = search.newest(question, after, most + 1);
        List<ChatPlace> shown = places.size() > most ? places.subList(0, most) : places;
        List<ChatMessage> messages =
                newestFirst(archive.messages(shown.stream().map(ChatPlace::seq).toList()));
        Map<String, Object> details = new HashMap<>(inquiries.facts(asked.inquiry()));
        details.put("inquiry", asked.id());
        details.put("messages", total);
        details.put("shown", messages.size());
        details.put("conversations", conversations(messages));
        details.put("seqs", messages.stream().map(ChatMessage::seq).sorted().toList());
        audit.record(
                AuditAction.CHATS_SEARCHED,
                new AuditSubject(AuditSubject.Kind.CHAT_ARCHIVE, "chats", auditor.institution()),
                asked.reason(),
                details);
        return new FoundChats(
                people.named(messages), total, places.size() > most ? Optional.of(shown.getLast()) : Optional.empty());
    }

    /** Of which conversations a page of results shows messages: who reads a result has seen a piece of each. */
    private static List<Long> conversations(List<ChatMessage> messages) {
        return messages.stream()
                .map(message -> message.conversation().value())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * A conversation around a message.
     *
     * @param each how many messages before and after it
     * @return empty when there is no such message in it, or the auditor may not read it
     */
    public Optional<OpenedChat> open(Auditor auditor, ConversationId id, long seq, int each, String reason) {
        return look(auditor, id, archive.conversation(id, seq, each), reason).map(messages -> {
            long before =
                    messages.stream().takeWhile(m -> m.message().seq() != seq).count();
            return new OpenedChat(id, messages, before == each, messages.size() - before - 1 == each);
        });
    }

    /** The same, from its newest messages back. */
    public Optional<OpenedChat> newest(Auditor auditor, ConversationId id, int most, String reason) {
        return look(auditor, id, archive.newest(id, clock.instant(), most), reason)
                .map(messages -> new OpenedChat(id, messages, messages.size() == most, false));
    }

    /** What comes before a message that has been read. */
    public Optional<OpenedChat> earlier(Auditor auditor, ConversationId id, long seq, int most, String reason) {
        List<ChatMessage> around = archive.conversation(id, seq, most);
        List<ChatMessage> before =
                around.stream().takeWhile(message -> message.seq() != seq).toList();
        if (before.isEmpty() && !around.isEmpty() && people.mayRead(auditor, around)) {
            return Optional.of(new OpenedChat(id, List.of(), false, false));
        }
        return look(auditor, id, before, reason)
                .map(messages -> new OpenedChat(id, messages, messages.size() == most, false));
    }

    /** What comes after a message that has been read. */
    public Optional<OpenedChat> later(Auditor auditor, ConversationId id, long seq, int most, String reason) {
        List<ChatMessage> around = archive.conversation(id, seq, most);
        List<ChatMessage> after = around.stream()
                .dropWhile(message -> message.seq() != seq)
                .skip(1)
                .toList();
        if (after.isEmpty() && !around.isEmpty() && people.mayRead(auditor, around)) {
            return Optional.of(new OpenedChat(id, List.of(), false, false));
        }
        return look(auditor, id, after, reason)
                .map(messages -> new OpenedChat(id, messages, false, messages.size() == most));
    }

    /** One message with its facts. */
    public Optional<ReadMessage> message(Auditor auditor, ConversationId id, long seq, String reason) {
        return look(auditor, id, one(id, seq), reason).map(List::getFirst);
    }

    /**
     * A file of a message.
     *
     * @param noted whether it was written down already that this person looks at it now: a film is asked for in pieces
     * @return empty when the message has no such file that is here, or the auditor may not read it
     */
    public Optional<ReadFile> file(
            Auditor auditor, ConversationId id, long seq, long file, String reason, boolean noted) {
        required(reason);
        List<ChatMessage> one = one(id, seq);
        Optional<ChatMedia.File> found = media.of(List.of(seq)).stream()
                .filter(each -> each.id() == file && each.isHere())
                .findFirst();
        if (one.isEmpty() || found.isEmpty() || !people.mayRead(auditor, one)) {
            return Optional.empty();
        }
        if (!noted) {
            note(
                    auditor,
                    id,
                    one,
                    reason,
                    Map.of("seq", seq, "file", file, "filetype", found.get().kind()));
        }
        return found.map(each -> new ReadFile(
                each, () -> media.open(each.id()).orElseThrow(() -> new NoSuchElementException("The file is gone"))));
    }

    private List<ChatMessage> one(ConversationId id, long seq) {
        return archive.message(seq)
                .filter(message -> message.conversation().equals(id))
                .map(List::of)
                .orElse(List.of());
    }

    /**
     * Who read a conversation, or saw messages of it among the results of a search, newest first. To be asked about a
     * conversation that has been opened: searches of other institutions' officers are told, too.
     */
    public List<AuditEntry> looks(Auditor auditor, ConversationId id) {
        return log.looks(
                id.value(), clock.instant().minus(LOOKS_BACK), LOOKS, new DataScope.Subtree(auditor.institution()));
    }

    private Optional<List<ReadMessage>> look(
            Auditor auditor, ConversationId id, List<ChatMessage> messages, String reason) {
        required(reason);
        if (messages.isEmpty() || !people.mayRead(auditor, messages)) {
            return Optional.empty();
        }
        note(
                auditor,
                id,
                messages,
                reason,
                Map.of(
                        "messages",
                        messages.size(),
                        "firstSeq",
                        messages.getFirst().seq(),
                        "lastSeq",
                        messages.getLast().seq()));
        return Optional.of(people.named(messages));
    }

    private void note(
            Auditor auditor,
            ConversationId id,
            List<ChatMessage> messages,
            String reason,
            Map<String, Object> details) {
        audit.record(
                AuditAction.CHATS_READ,
                new AuditSubject(
                        AuditSubject.Kind.CONVERSATION,
                        Long.toString(id.value()),
                        people.institution(messages).orElse(auditor.institution())),
                reason,
                details);
    }

    private ChatQuestion question(Auditor auditor, Inquiry inquiry) {
        ChatQuestion question = inquiries.question(inquiry).without(people.own(auditor));
        if (!inquiry.staff().isEmpty()) {
            question = question.with(people.staff(inquiry.staff()));
        }
        if (!inquiry.customer().isEmpty()) {
            question = question.with(people.contacts(inquiry.customer()));
        }
        String code = inquiry.code();
        if (code != null) {
            question = question.among(
                    pictures.messagesWith(code.equals(Inquiry.ANY_CODE) ? null : CodeKind.valueOf(code)));
        }
        return people.readable(auditor).map(question::with).orElse(question);
    }

    private static List<ChatMessage> newestFirst(Collection<ChatMessage> messages) {
        Map<ChatPlace, ChatMessage> byPlace =
                messages.stream().collect(Collectors.toMap(m -> new ChatPlace(m.at(), m.seq()), Function.identity()));
        return byPlace.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ChatPlace.NEWEST_FIRST))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static void required(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Chats are read for a reason");
        }
    }
}
