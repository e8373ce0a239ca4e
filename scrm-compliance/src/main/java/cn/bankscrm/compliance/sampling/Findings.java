package cn.bankscrm.compliance.sampling;

import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.AlertSource;
import cn.bankscrm.compliance.alert.Alerts;
import cn.bankscrm.compliance.alert.NewAlert;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.casework.Cases;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of a finding: an alert, and a case of it in the name of whoever had the last word. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Findings {

    private final JdbcClient db;
    private final Alerts alerts;
    private final Cases cases;

    Findings(JdbcClient db, Alerts alerts, Cases cases) {
        this.db = db;
        this.alerts = alerts;
        this.cases = cases;
    }

    /** @param by who had the last word; where the alert joins a group that is in a case already, there is no new one */
    void found(long item, Judgement finding, Auditor by) {
        NewAlert alert = db.sql("""
                        select i.staff_id, i.conversation_id, i.last_seq, c.contact_id, r.at
                        from compliance.sampling_item i
                        join compliance.conversation c on c.id = i.conversation_id
                        join compliance.archive_record r on r.seq = i.last_seq
                        where i.id = :item
                        """)
                .param("item", item)
                .query((row, n) -> {
                    long contact = row.getLong("contact_id");
                    boolean unknown = row.wasNull();
                    return new NewAlert(
                            AlertSource.SAMPLING,
                            Objects.requireNonNull(finding.category()),
                            Objects.requireNonNullElse(finding.level(), AlertLevel.MEDIUM),
                            Optional.empty(),
                            List.of(),
                            Optional.of(new StaffId(row.getLong("staff_id"))),
                            unknown ? Optional.empty() : Optional.of(new ExternalContactId(contact)),
                            Optional.of(new ConversationId(row.getLong("conversation_id"))),
                            Optional.of(row.getLong("last_seq")),
                            row.getTimestamp("at").toInstant(),
                            Set.of("sampling:" + item),
                            Map.of());
                })
                .single();
        if (alerts.raise(alert)) {
            long group = db.sql("""
                            select a.group_id from compliance.alert_key k join compliance.alert a on a.id = k.alert_id
                            where k.key = :key
                            """)
                    .param("key", "sampling:" + item)
                    .query(Long.class)
                    .single();
            cases.open(List.of(group), finding.note(), by);
        }
    }
}
