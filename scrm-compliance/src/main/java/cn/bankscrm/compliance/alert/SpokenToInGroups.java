package cn.bankscrm.compliance.alert;

import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.core.staff.StaffId;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whom of the staff a customer speaks with in a group: whoever is addressed by name (@); else the only member of staff
 * in it; else who answered last, if that is not long ago. Where nobody is found the words stay without a member of
 * staff, and are head office's. WeCom does not tell in the archive who owns a group.
 */
@Component
class SpokenToInGroups {

    /** Who answered before that answers for the group no more. */
    static final Duration ANSWERED_WITHIN = Duration.ofDays(7);

    /** So many messages are looked back over, at most. */
    private static final int LOOKS_BACK = 200;

    private final JdbcClient db;

    SpokenToInGroups(JdbcClient db) {
        this.db = db;
    }

    private record Member(StaffId id, String account, Optional<String> name) {}

    /** The same messages, those of customers in groups with the member of staff. */
    List<ChatMessage> attribute(List<ChatMessage> messages) {
        List<ChatMessage> asked = messages.stream()
                .filter(message -> message.staff().isEmpty() && !message.fromStaff())
                .toList();
        if (asked.isEmpty()) {
            return messages;
        }
        Map<Long, StaffId> found = new HashMap<>();
        Map<String, Member> members = members(asked);
        for (ChatMessage message : asked) {
            present(message, members).ifPresent(staff -> found.put(message.seq(), staff));
        }
        lastAnswers(asked.stream()
                        .filter(message -> !found.containsKey(message.seq()))
                        .toList())
                .forEach(found::put);
        return messages.stream()
                .map(message -> Optional.ofNullable(found.get(message.seq()))
                        .map(message::spokenWith)
                        .orElse(message))
                .toList();
    }

    /** Whoever is addressed of those present, or the only one. */
    private static Optional<StaffId> present(ChatMessage message, Map<String, Member> known) {
        List<Member> members = message.to().stream()
                .flatMap(id -> Optional.ofNullable(known.get(id.toLowerCase(Locale.ROOT))).stream())
                .distinct()
                .toList();
        String text = message.text().orElse("");
        List<Member> addressed = members.stream()
                .filter(member -> member.name()
                        .filter(name -> !name.isBlank() && text.contains("@" + name))
                        .isPresent())
                .toList();
        // 「@李明」 stands in 「@李明华」, too
        List<Member> exact = addressed.stream()
                .filter(member -> addressed.stream().noneMatch(other -> longer(other, member)))
                .toList();
        return exact.size() == 1
                ? Optional.of(exact.getFirst().id())
                : members.size() == 1 ? Optional.of(members.getFirst().id()) : Optional.empty();
    }

    private static boolean longer(Member other, Member member) {
        String name = member.name().orElse("");
        return other.name()
                .filter(longer -> longer.startsWith(name) && longer.length() > name.length())
                .isPresent();
    }

    private Map<String, Member> members(List<ChatMessage> messages) {
        Set<String> ids = messages.stream()
                .flatMap(message -> message.to().stream())
                .map(id -> id.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return db
                .sql(
                        "select id, lower(wecom_userid) as account, name from core.pub_staff where lower(wecom_userid) = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query((row, n) -> new Member(
                        new StaffId(row.getLong("id")),
                        Objects.requireNonNull(row.getString("account")),
                        Optional.ofNullable(row.getString("name"))))
                .stream()
                .collect(Collectors.toMap(Member::account, member -> member));
    }

    private Map<Long, StaffId> lastAnswers(List<ChatMessage> messages) {
        Map<Long, StaffId> answered = new HashMap<>();
        if (messages.isEmpty()) {
            return answered;
        }
        db.sql("""
                        select a.seq, last.staff_id
                        from unnest(:conversations::bigint[], :times::timestamptz[], :seqs::bigint[]) as a (conversation, at, seq)
                        cross join lateral (
                            select m.staff_id
                            from (
                                select staff_id, from_staff, at, seq from compliance.chat_message
                                where conversation_id = a.conversation and at between a.at - :within::interval and a.at and (at, seq) < (a.at, a.seq)
                                order by at desc, seq desc
                                limit :most) m
                            where m.from_staff and m.staff_id is not null
                            order by m.at desc, m.seq desc
                            limit 1) last
                        """)
                .param(
                        "conversations",
                        messages.stream()
                                .map(message -> message.conversation().value())
                                .toArray(Long[]::new))
                .param(
                        "times",
                        messages.stream()
                                .map(message -> Timestamp.from(message.at()))
                                .toArray(Timestamp[]::new))
                .param("seqs", messages.stream().map(ChatMessage::seq).toArray(Long[]::new))
                .param("within", ANSWERED_WITHIN.toSeconds() + " seconds")
                .param("most", LOOKS_BACK)
                .query(row -> {
                    answered.put(row.getLong("seq"), new StaffId(row.getLong("staff_id")));
                });
        return answered;
    }
}
