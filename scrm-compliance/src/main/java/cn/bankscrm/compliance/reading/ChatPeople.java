package cn.bankscrm.compliance.reading;

import cn.bankscrm.compliance.archive.ChatMedia;
import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.picture.Pictures;
import cn.bankscrm.compliance.picture.ReadPicture;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.search.LexiconHits;
import cn.bankscrm.core.contact.ContactNames;
import cn.bankscrm.core.institution.InstitutionId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who takes part in chats, and whose chats an auditor may read. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ChatPeople {

    private final JdbcClient db;
    private final ContactNames contacts;
    private final LexiconHits lexicon;
    private final ChatMedia media;
    private final Pictures pictures;

    ChatPeople(JdbcClient db, ContactNames contacts, LexiconHits lexicon, ChatMedia media, Pictures pictures) {
        this.pictures = pictures;
        this.lexicon = lexicon;
        this.media = media;
        this.db = db;
        this.contacts = contacts;
    }

    /**
     * Whose chats the auditor may read: members whose present post, or last one, is within the auditor's reach. Whoever
     * moves takes their chats along.
     *
     * @return WeCom's ids in lower case; empty for head office, which reads everybody's
     */
    Optional<Set<String>> readable(Auditor auditor) {
        boolean headOffice = db.sql("select parent_id is null from core.pub_institution where id = :id")
                .param("id", auditor.institution().value())
                .query(Boolean.class)
                .single();
        if (headOffice) {
            return Optional.empty();
        }
        return Optional.of(Set.copyOf(db.sql("""
                        select lower(s.wecom_userid)
                        from core.pub_staff s
                        cross join lateral (
                            select p.institution_id from core.pub_staff_post p where p.staff_id = s.id
                            order by p.valid_from desc limit 1) post
                        join core.pub_institution_path i on i.institution_id = post.institution_id and i.ancestor_id = :root
                        where s.wecom_userid is not null
                        """)
                .param("root", auditor.institution().value())
                .query(String.class)
                .list()));
    }

    /** WeCom's id of the auditor's own chats, in lower case. */
    Set<String> own(Auditor auditor) {
        return auditor.self()
                .map(staff -> Set.copyOf(db.sql(
                                "select lower(wecom_userid) from core.pub_staff where id = :id and wecom_userid is not null")
                        .param("id", staff.value())
                        .query(String.class)
                        .list()))
                .orElse(Set.of());
    }

    /** @return whether the auditor may read every one of these messages of one conversation */
    boolean mayRead(Auditor auditor, List<ChatMessage> messages) {
        Set<String> people = people(messages);
        Set<String> lower =
                people.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        if (own(auditor).stream().anyMatch(lower::contains)) {
            return false;
        }
        return readable(auditor)
                .map(readable -> lower.stream().anyMatch(readable::contains))
                .orElse(true);
    }

    /** @param typed a staff number, a WeCom account or a name */
    Set<String> staff(String typed) {
        return Set.copyOf(db.sql("""
                        select wecom_userid from core.pub_staff
                        where wecom_userid is not null
                            and (staff_no = :typed or lower(wecom_userid) = lower(:typed) or name = :typed)
                        """).param("typed", typed).query(String.class).list());
    }

    /** @param typed a customer number, or WeCom's id of a contact */
    Set<String> contacts(String typed) {
        return Set.copyOf(db.sql("""
                        select e.external_userid from core.pub_external_contact e where e.external_userid = :typed
                        union
                        select e.external_userid from core.pub_customer c
                        join core.pub_binding b on b.customer_id = c.id
                        join core.pub_external_contact e on e.id = b.contact_id
                        where c.customer_no = :typed
                        """).param("typed", typed).query(String.class).list());
    }

    /** Where the staff of these messages work: that officers there see who read them. */
    Optional<InstitutionId> institution(List<ChatMessage> messages) {
        Set<Long> staff = messages.stream()
                .flatMap(message -> message.staff().stream())
                .map(id -> id.value())
                .collect(Collectors.toSet());
        return db.sql("""
                        select institution_id from core.pub_staff_post where staff_id = any(:staff)
                        order by valid_from desc limit 1
                        """)
                .param("staff", staff.toArray(Long[]::new))
                .query((row, n) -> new InstitutionId(row.getLong("institution_id")))
                .optional();
    }

    List<ReadMessage> named(List<ChatMessage> messages) {
        Map<String, Speaker> speakers = speakers(people(messages));
        Map<Long, List<ChatMedia.File>> files = media
                .of(messages.stream().map(ChatMessage::seq).toList())
                .stream()
                .collect(Collectors.groupingBy(ChatMedia.File::seq));
        Map<Long, ReadPicture> found = pictures.of(files.values().stream()
                .flatMap(List::stream)
                .map(ChatMedia.File::id)
                .toList());
        return messages.stream()
                .map(message -> named(message, files.getOrDefault(message.seq(), List.of()), found, speakers))
                .toList();
    }

    private ReadMessage named(
            ChatMessage message,
            List<ChatMedia.File> files,
            Map<Long, ReadPicture> found,
            Map<String, Speaker> speakers) {
        Map<Long, ReadPicture> own = of(files, found);
        Map<Long, List<Hit>> inPictures = new HashMap<>();
        own.forEach((file, picture) ->
                picture.text().ifPresent(text -> inPictures.put(file, lexicon.in(text, message.fromStaff()))));
        return new ReadMessage(
                message,
                speaker(speakers, message.from()),
                lexicon.in(message.text().orElse(""), message.fromStaff()),
                files,
                own,
                inPictures,
                message.to().stream()
                        .limit(3)
                        .map(id -> speaker(speakers, id).name())
                        .collect(Collectors.joining("、")));
    }

    private static Map<Long, ReadPicture> of(List<ChatMedia.File> files, Map<Long, ReadPicture> found) {
        Map<Long, ReadPicture> pictures = new HashMap<>();
        for (ChatMedia.File file : files) {
            Optional.ofNullable(found.get(file.id())).ifPresent(picture -> pictures.put(file.id(), picture));
        }
        return pictures;
    }

    private static Speaker speaker(Map<String, Speaker> speakers, String id) {
        return speakers.getOrDefault(id.toLowerCase(Locale.ROOT), new Speaker(id, false, id, null));
    }

    private Map<String, Speaker> speakers(Collection<String> ids) {
        Map<String, Speaker> speakers = new HashMap<>();
        Map<String, String> numbers = new HashMap<>();
        db.sql("""
                        select e.external_userid, c.customer_no from core.pub_external_contact e
                        join core.pub_binding b on b.contact_id = e.id and b.unbound_at is null
                        join core.pub_customer c on c.id = b.customer_id
                        where e.external_userid = any(:ids)
                        """).param("ids", ids.toArray(String[]::new)).query(row -> {
            numbers.put(row.getString("external_userid"), row.getString("customer_no"));
        });
        contacts.masked(ids)
                .forEach((id, name) ->
                        speakers.put(id.toLowerCase(Locale.ROOT), new Speaker(id, false, name, numbers.get(id))));
        db.sql("""
                        select wecom_userid, coalesce(name, wecom_userid) as name, staff_no from core.pub_staff
                        where lower(wecom_userid) = any(:ids)
                        """)
                .param(
                        "ids",
                        ids.stream().map(id -> id.toLowerCase(Locale.ROOT)).toArray(String[]::new))
                .query(row -> {
                    String id = row.getString("wecom_userid");
                    speakers.put(
                            id.toLowerCase(Locale.ROOT),
                            new Speaker(id, true, row.getString("name"), row.getString("staff_no")));
                });
        return speakers;
    }

    private static Set<String> people(List<ChatMessage> messages) {
        return messages.stream()
                .flatMap(message -> Stream.concat(Stream.of(message.from()), message.to().stream()))
                .filter(id -> !id.isBlank())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
