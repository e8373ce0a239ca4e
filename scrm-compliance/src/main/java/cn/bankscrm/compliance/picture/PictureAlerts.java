package cn.bankscrm.compliance.picture;

import cn.bankscrm.compliance.alert.Alerts;
import cn.bankscrm.compliance.alert.NewAlert;
import cn.bankscrm.compliance.alert.WordRules;
import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.archive.ChatMessages;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.core.privacy.FieldCipher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Raises what was found in pictures, for every message that sent one. Alerts, and that the messages were looked at, are
 * one transaction: a kill loses none and doubles none.
 */
@Component
class PictureAlerts {

    private static final int MESSAGES = 200;

    private final JdbcClient db;
    private final PictureRows rows;
    private final ChatMessages archive;
    private final LexiconInForce lexicon;
    private final WordRules words;
    private final Alerts alerts;
    private final FieldCipher cipher;

    PictureAlerts(
            JdbcClient db,
            PictureRows rows,
            ChatMessages archive,
            LexiconInForce lexicon,
            WordRules words,
            Alerts alerts,
            FieldCipher cipher) {
        this.lexicon = lexicon;
        this.words = words;
        this.cipher = cipher;
        this.db = db;
        this.rows = rows;
        this.archive = archive;
        this.alerts = alerts;
    }

    /** A message whose picture was read, for what there are codes in it, and what is written in it. */
    private record Sent(long seq, long media, List<CodeKind> kinds, Optional<String> text) {

        /** Without the text. */
        @Override
        public String toString() {
            return "Sent[" + seq + "]";
        }
    }

    /**
     * Text waits for a lexicon in force.
     *
     * @return whether there may be more
     */
    @Transactional
    public boolean raise() {
        Optional<LexiconInForce.Built> built = lexicon.get();
        List<Sent> sent = db.sql("""
                        select p.seq, p.media_id, array(
                            select distinct c.kind from compliance.picture_code c where c.sha256 = p.sha256 order by c.kind) as kinds, x.text_enc
                        from compliance.picture_message p
                        join compliance.picture x on x.sha256 = p.sha256
                        where p.state = 'READ' and (x.text_enc is null or :screened)
                        order by p.seq
                        limit :most
                        for update of p skip locked
                        for share of x
                        """)
                .param("screened", built.isPresent())
                .param("most", MESSAGES)
                .query((row, n) -> new Sent(
                        row.getLong("seq"),
                        row.getLong("media_id"),
                        List.of((String[]) row.getArray("kinds").getArray()).stream()
                                .map(CodeKind::valueOf)
                                .toList(),
                        text(row.getBytes("text_enc"))))
                .list();
        Map<Long, ChatMessage> messages = archive
                .messages(sent.stream()
                        .filter(each -> !each.kinds().isEmpty() || each.text().isPresent())
                        .map(Sent::seq)
                        .distinct()
                        .toList())
                .stream()
                .collect(Collectors.toMap(ChatMessage::seq, Function.identity()));
        for (Sent each : sent) {
            ChatMessage message = messages.get(each.seq());
            if (message != null) {
                codes(message, each.kinds());
                each.text()
                        .ifPresent(text -> words.inPicture(message, text, built.orElseThrow())
                                .forEach(alerts::raise));
            }
            rows.done(each.seq(), each.media());
        }
        return sent.size() == MESSAGES;
    }

    private Optional<String> text(byte @Nullable [] encrypted) {
        return encrypted == null ? Optional.empty() : Optional.of(cipher.decrypt(TextRows.TEXT, encrypted));
    }

    /** Codes that customers send are shown and found, and alert nobody. */
    private void codes(ChatMessage message, List<CodeKind> kinds) {
        if (message.action() == ChatMessage.Action.SEND && message.fromStaff() && message.withCustomer()) {
            kinds.forEach(kind ->
                    kind.level().ifPresent(level -> alerts.raise(NewAlert.code(message, kind.rule(), level))));
        }
    }
}
