package cn.bankscrm.compliance.alert;

import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What the lexicon makes of chats with customers: of what staff say, by all entries that apply to them; of what
 * customers say, by the entries that are meant for customers (complaints and distress). An alert a message and
 * category.
 */
@Component
public class WordRules {

    private final SpokenBy speakers;
    private final SpokenToInGroups groups;

    WordRules(SpokenBy speakers, SpokenToInGroups groups) {
        this.speakers = speakers;
        this.groups = groups;
    }

    /** @param lexicon in force */
    public List<NewAlert> found(List<ChatMessage> messages, LexiconInForce.Built lexicon) {
        return found(messages, lexicon, AlertSource.WORD);
    }

    /**
     * The same, in old chats.
     *
     * @param lexicon may hold the new entries alone
     */
    public List<NewAlert> foundAgain(List<ChatMessage> messages, LexiconInForce.Built lexicon) {
        return found(messages, lexicon, AlertSource.BACKSCAN);
    }

    /**
     * The same, of the text of a picture.
     *
     * @param message that sent it
     */
    public List<NewAlert> inPicture(ChatMessage message, String text, LexiconInForce.Built lexicon) {
        if (message.action() != ChatMessage.Action.SEND || !message.withCustomer()) {
            return List.of();
        }
        Occasion occasion = Objects.requireNonNull(speakers.of(List.of(message)).get(message));
        return found(message, text, occasion, lexicon, AlertSource.PICTURE_WORD);
    }

    private List<NewAlert> found(List<ChatMessage> messages, LexiconInForce.Built lexicon, AlertSource source) {
        List<ChatMessage> spoken =
                groups.attribute(messages.stream().filter(WordRules::spoken).toList());
        Map<ChatMessage, Occasion> occasions = speakers.of(spoken);
        List<NewAlert> found = new ArrayList<>();
        for (ChatMessage message : spoken) {
            found.addAll(found(
                    message,
                    message.text().orElse(""),
                    Objects.requireNonNull(occasions.get(message)),
                    lexicon,
                    source));
        }
        return found;
    }

    private static boolean spoken(ChatMessage message) {
        return switch (message.action()) {
            case SEND, EDIT -> message.text().isPresent() && message.withCustomer();
            case RECALL, SWITCH, OTHER -> false;
        };
    }

    private static List<NewAlert> found(
            ChatMessage message, String text, Occasion occasion, LexiconInForce.Built lexicon, AlertSource source) {
        Map<String, List<Hit>> categories = lexicon.screener().screen(text, occasion).hits().stream()
                .filter(hit ->
                        message.fromStaff() || hit.entry().reach().roles().contains(Reach.CUSTOMER))
                .collect(Collectors.groupingBy(hit -> hit.entry().category(), TreeMap::new, Collectors.toList()));
        return categories.entrySet().stream()
                .map(category -> NewAlert.words(
                        message.fromStaff() || source != AlertSource.WORD ? source : AlertSource.COMPLAINT,
                        message,
                        category.getKey(),
                        level(message, category.getValue()),
                        lexicon.version(),
                        hits(category.getValue(), lexicon)))
                .toList();
    }

    private static AlertLevel level(ChatMessage message, List<Hit> hits) {
        return hits.stream()
                .map(hit -> hit.entry().level())
                .map(level -> message.fromStaff() ? AlertLevel.of(level) : ofCustomer(level))
                .reduce(AlertLevel.LOW, AlertLevel::orGraver);
    }

    /** Who complains, or may harm themselves, goes before what staff should not have said. */
    private static AlertLevel ofCustomer(Level level) {
        return switch (level) {
            case RECORD -> AlertLevel.MEDIUM;
            case WARN -> AlertLevel.HIGH;
            case BLOCK -> AlertLevel.URGENT;
        };
    }

    private static List<RuleHit> hits(List<Hit> hits, LexiconInForce.Built lexicon) {
        return hits.stream()
                .flatMap(hit -> Optional.ofNullable(lexicon.ids().get(hit.entry()))
                        .map((EntryId id) -> new RuleHit(id, hit.entry().term(), hit.start(), hit.end()))
                        .stream())
                .toList();
    }
}
