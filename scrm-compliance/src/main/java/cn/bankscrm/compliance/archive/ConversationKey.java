package cn.bankscrm.compliance.archive;

import cn.bankscrm.compliance.archive.People.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which conversation a message belongs to, told from who takes part.
 *
 * @param value {@code single:member:contact}, {@code internal:member:member} or {@code room:id}; members in lower case
 */
record ConversationKey(
        String value,
        Conversation.Kind kind,
        Optional<String> member,
        Optional<String> contact,
        Optional<String> room) {

    private static final int LONGEST = 500;

    static ConversationKey of(ParsedMessage message, Known people) {
        if (!message.room().isEmpty()) {
            return new ConversationKey(
                    "room:" + message.room(),
                    Conversation.Kind.ROOM,
                    firstMember(message, people),
                    people.isExternal(message.from()) ? Optional.of(message.from()) : Optional.empty(),
                    Optional.of(message.room()));
        }
        List<String> all = new ArrayList<>();
        all.add(message.from());
        all.addAll(message.to());
        Optional<String> contact = all.stream().filter(people::isExternal).findFirst();
        Optional<String> member = firstMember(message, people);
        if (contact.isPresent()) {
            return new ConversationKey(
                    "single:" + member.map(Known::key).orElse("-") + ":" + contact.get(),
                    Conversation.Kind.SINGLE,
                    member,
                    contact,
                    Optional.empty());
        }
        String members = all.stream()
                .filter(id -> !id.isEmpty())
                .map(Known::key)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(":"));
        String key = "internal:" + (members.isEmpty() ? "-" : members);
        return new ConversationKey(
                key.length() <= LONGEST ? key : key.substring(0, LONGEST),
                Conversation.Kind.INTERNAL,
                member,
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> firstMember(ParsedMessage message, Known people) {
        if (!message.from().isEmpty() && !people.isExternal(message.from())) {
            return Optional.of(message.from());
        }
        return message.to().stream()
                .filter(id -> !id.isEmpty() && !people.isExternal(id))
                .findFirst();
    }
}
