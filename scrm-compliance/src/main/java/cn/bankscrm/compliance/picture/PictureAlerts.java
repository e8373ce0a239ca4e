package cn.bankscrm.compliance.picture;

import cn.bankscrm.compliance.alert.Alerts;
import cn.bankscrm.compliance.alert.NewAlert;
import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.archive.ChatMessages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private final Alerts alerts;

    PictureAlerts(JdbcClient db, PictureRows rows, ChatMessages archive, Alerts alerts) {
        this.db = db;
        this.rows = rows;
        this.archive = archive;
        this.alerts = alerts;
    }

    /** A message whose picture was read, and for what there are codes in it. */
    private record Sent(long seq, long media, List<CodeKind> kinds) {}

    /** @return whether there may be more */
    @Transactional
    public boolean raise() {
        List<Sent> sent = db.sql("""
                        select p.seq, p.media_id, array(
                            select distinct c.kind from compliance.picture_code c where c.sha256 = p.sha256 order by c.kind) as kinds
                        from compliance.picture_message p
                        where p.state = 'READ'
                        order by p.seq
                        limit :most
                        for update of p skip locked
                        """)
                .param("most", MESSAGES)
                .query((row, n) -> new Sent(
                        row.getLong("seq"),
                        row.getLong("media_id"),
                        List.of((String[]) row.getArray("kinds").getArray()).stream()
                                .map(CodeKind::valueOf)
                                .toList()))
                .list();
        Map<Long, ChatMessage> messages = archive
                .messages(sent.stream()
                        .filter(each -> !each.kinds().isEmpty())
                        .map(Sent::seq)
                        .distinct()
                        .toList())
                .stream()
                .collect(Collectors.toMap(ChatMessage::seq, Function.identity()));
        for (Sent each : sent) {
            Optional.ofNullable(messages.get(each.seq()))
                    .filter(PictureAlerts::toCustomer)
                    .ifPresent(message -> each.kinds().forEach(kind -> raise(message, kind)));
            rows.done(each.seq(), each.media());
        }
        return sent.size() == MESSAGES;
    }

    /** What customers send is shown and found, and alerts nobody. */
    private static boolean toCustomer(ChatMessage message) {
        return message.action() == ChatMessage.Action.SEND && message.fromStaff() && message.withCustomer();
    }

    private void raise(ChatMessage message, CodeKind kind) {
        kind.level().ifPresent(level -> alerts.raise(NewAlert.code(message, kind.rule(), level)));
    }
}
