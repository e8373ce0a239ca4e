package cn.bankscrm.compliance.evidence;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts the messages that a legal hold covers, as retention would find them. Messages of a customer in groups have no
 * index, so a count may take long on a large archive: it is given up after some seconds, and nothing is said.
 */
@Component
class HeldMessages {

    private static final int PATIENCE_MILLIS = 3_000;

    private final JdbcClient db;
    private final TransactionTemplate counting;
    private final RetentionPeriods periods;

    HeldMessages(JdbcClient db, PlatformTransactionManager transactions, RetentionPeriods periods) {
        this.db = db;
        this.periods = periods;
        this.counting = new TransactionTemplate(transactions);
    }

    /** Empty when counting took too long. */
    Optional<LegalHold.Kept> count(LegalHold.Span span) {
        List<String> conditions = new ArrayList<>();
        Map<String, @Nullable Object> values = new HashMap<>();
        if (span.conversation() != null) {
            conditions.add("r.conversation_id = :conversation");
            values.put("conversation", span.conversation());
        }
        ZoneId zone = periods.zone();
        if (span.from() != null) {
            conditions.add("r.at >= :from");
            values.put("from", start(span.from(), zone));
        }
        if (span.to() != null) {
            conditions.add("r.at < :to");
            values.put("to", start(span.to().plusDays(1), zone));
        }
        if (span.customerNo() != null) {
            conditions.add(
                    "(r.contact_id = any(:contacts) or r.from_id = any(:ids) or r.to_ids && cast(:ids as text[]))");
        }
        values.putAll(periods.values());
        try {
            return Optional.ofNullable(counting.execute(status -> {
                if (span.customerNo() != null) {
                    contacts(span.customerNo(), values);
                }
                db.sql("set local statement_timeout = " + PATIENCE_MILLIS).update();
                return db.sql("select count(*), count(*) filter (where " + periods.over("r")
                                + ") from compliance.chat_message r where " + String.join(" and ", conditions))
                        .params(values)
                        .query((row, n) -> new LegalHold.Kept(row.getLong(1), row.getLong(2)))
                        .single();
            }));
        } catch (QueryTimeoutException | DataAccessResourceFailureException e) {
            return Optional.empty();
        }
    }

    private void contacts(String customerNo, Map<String, @Nullable Object> values) {
        List<Long> contacts = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        db.sql("""
                        select distinct e.id, e.external_userid
                        from core.pub_customer c
                        join core.pub_binding b on b.customer_id = c.id
                        join core.pub_external_contact e on e.id = b.contact_id
                        where c.customer_no = :customer
                        """).param("customer", customerNo).query(row -> {
            contacts.add(row.getLong("id"));
            ids.add(row.getString("external_userid"));
        });
        values.put("contacts", contacts.toArray(Long[]::new));
        values.put("ids", ids.toArray(String[]::new));
    }

    private static OffsetDateTime start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
    }
}
