package cn.bankscrm.compliance.alert;

import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An alert as it is raised.
 *
 * @param rule the category of the words, or the name of the rule
 * @param lexicon by which version words were found
 * @param seq WeCom's number of the message; empty where no message caused it
 * @param at when it happened
 * @param keys what it is known by: it is raised when one of them at least was never seen
 * @param facts numbers that tell more; no personal data
 */
public record NewAlert(
        AlertSource source,
        String rule,
        AlertLevel level,
        Optional<VersionNumber> lexicon,
        List<RuleHit> hits,
        Optional<StaffId> staff,
        Optional<ExternalContactId> contact,
        Optional<ConversationId> conversation,
        Optional<Long> seq,
        Instant at,
        Set<String> keys,
        Map<String, Long> facts) {

    /** The rule of alerts about slow answers. */
    public static final String SLOW_ANSWER = "SLOW_ANSWER";

    public NewAlert {
        hits = List.copyOf(hits);
        keys = Set.copyOf(keys);
        facts = Map.copyOf(facts);
        if (keys.isEmpty() || rule.isBlank()) {
            throw new IllegalArgumentException("An alert has a rule and is known by something");
        }
    }

    /**
     * Words of one category in a message. The same term in the same message is the same alert, whatever the version of
     * the lexicon and whoever finds it.
     *
     * @param source WORD, COMPLAINT, BACKSCAN, or PICTURE_WORD: what stands in a picture is not what was said
     */
    public static NewAlert words(
            AlertSource source,
            ChatMessage message,
            String category,
            AlertLevel level,
            VersionNumber lexicon,
            List<RuleHit> hits) {
        return ofMessage(
                source,
                message,
                category,
                level,
                Optional.of(lexicon),
                hits,
                hits.stream()
                        .map(hit -> (source == AlertSource.PICTURE_WORD ? "picture:" : "word:") + message.seq() + ":"
                                + category + ":" + hit.term())
                        .collect(Collectors.toSet()),
                Map.of());
    }

    /** A sensitive action that is a message. */
    public static NewAlert action(ChatMessage message, SensitiveAction action) {
        return ofMessage(
                AlertSource.SENSITIVE_ACTION,
                message,
                action.name(),
                action.level(),
                Optional.empty(),
                List.of(),
                Set.of("action:" + message.seq()),
                Map.of());
    }

    /**
     * A code in a picture of a message. Several codes of one rule in a message are one alert.
     *
     * @param rule what the code is for
     */
    public static NewAlert code(ChatMessage message, String rule, AlertLevel level) {
        return ofMessage(
                AlertSource.PICTURE_CODE,
                message,
                rule,
                level,
                Optional.empty(),
                List.of(),
                Set.of("code:" + message.seq() + ":" + rule),
                Map.of());
    }

    /** @param link the number of the friend link that was ended */
    public static NewAlert deleted(long link, StaffId staff, ExternalContactId contact, Instant at) {
        return new NewAlert(
                AlertSource.SENSITIVE_ACTION,
                SensitiveAction.CUSTOMER_DELETED.name(),
                SensitiveAction.CUSTOMER_DELETED.level(),
                Optional.empty(),
                List.of(),
                Optional.of(staff),
                Optional.of(contact),
                Optional.empty(),
                Optional.empty(),
                at,
                Set.of("deleted:" + link),
                Map.of());
    }

    /**
     * A customer waits, or waited, longer than allowed.
     *
     * @param unanswered the first message of the customer that nobody answered in time
     * @param waited of working time
     */
    public static NewAlert slowAnswer(ChatMessage unanswered, AlertLevel level, Duration waited) {
        return ofMessage(
                AlertSource.RESPONSE_TIME,
                unanswered,
                SLOW_ANSWER,
                level,
                Optional.empty(),
                List.of(),
                Set.of("answer:" + unanswered.seq()),
                Map.of("waitedMinutes", waited.toMinutes()));
    }

    private static NewAlert ofMessage(
            AlertSource source,
            ChatMessage message,
            String rule,
            AlertLevel level,
            Optional<VersionNumber> lexicon,
            List<RuleHit> hits,
            Set<String> keys,
            Map<String, Long> facts) {
        return new NewAlert(
                source,
                rule,
                level,
                lexicon,
                hits,
                message.staff(),
                message.contact(),
                Optional.of(message.conversation()),
                Optional.of(message.seq()),
                message.at(),
                keys,
                facts);
    }

    /** Without whom it is about. */
    @Override
    public String toString() {
        return "NewAlert[" + source + ", " + rule + ", " + level + "]";
    }
}
