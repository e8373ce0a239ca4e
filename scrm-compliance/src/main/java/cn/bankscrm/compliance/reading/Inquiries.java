package cn.bankscrm.compliance.reading;

import cn.bankscrm.compliance.search.ChatQuestion;
import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What officers looked for, kept encrypted; never changed. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Inquiries {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FIELD = "chat.inquiry";

    private final JdbcClient db;
    private final FieldCipher cipher;

    /** Carries the time zone of the business. */
    private final Clock clock;

    Inquiries(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    long keep(Auditor auditor, Inquiry inquiry, String reason) {
        return db.sql("""
                        insert into compliance.chat_inquiry (at, account, reason, asked_enc)
                        values (:at, :account, :reason, :asked) returning id
                        """)
                .param("at", Timestamp.from(clock.instant()))
                .param("account", auditor.account())
                .param("reason", reason)
                .param("asked", cipher.encrypt(FIELD, JSON.writeValueAsString(inquiry)))
                .query(Long.class)
                .single();
    }

    Optional<Asked> find(Auditor auditor, long id) {
        return db.sql("""
                        select id, reason, asked_enc from compliance.chat_inquiry
                        where id = :id and account = :account
                        """)
                .param("id", id)
                .param("account", auditor.account())
                .query((row, n) -> new Asked(
                        row.getLong("id"),
                        JSON.readValue(cipher.decrypt(FIELD, row.getBytes("asked_enc")), Inquiry.class),
                        row.getString("reason")))
                .optional();
    }

    /** What needs no look into the register of people. */
    ChatQuestion question(Inquiry inquiry) {
        return ChatQuestion.all()
                .words(inquiry.words())
                .in(inquiry.conversation())
                .between(begin(inquiry.from(), 0), begin(inquiry.until(), 1))
                .kinds(oneOf(inquiry.kind()))
                .hits(oneOf(inquiry.hit()));
    }

    private static Set<String> oneOf(String chosen) {
        return chosen.isEmpty() ? Set.of() : Set.of(chosen);
    }

    private @Nullable Instant begin(@Nullable LocalDate day, int later) {
        return day == null
                ? null
                : day.plusDays(later).atStartOfDay(clock.getZone()).toInstant();
    }

    /** For the audit log: what was chosen, and of the words only that there were some. */
    Map<String, Object> facts(Inquiry inquiry) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("words", !inquiry.words().isBlank());
        put(facts, "staffGiven", !inquiry.staff().isEmpty());
        put(facts, "customerGiven", !inquiry.customer().isEmpty());
        if (inquiry.conversation() != null) {
            facts.put("conversation", inquiry.conversation());
        }
        if (inquiry.from() != null) {
            facts.put("from", inquiry.from().toString());
        }
        if (inquiry.until() != null) {
            facts.put("until", inquiry.until().toString());
        }
        if (!inquiry.kind().isEmpty()) {
            facts.put("msgtype", inquiry.kind());
        }
        if (!inquiry.hit().isEmpty()) {
            facts.put("hit", inquiry.hit());
        }
        if (inquiry.code() != null) {
            facts.put("code", inquiry.code());
        }
        return facts;
    }

    private static void put(Map<String, Object> facts, String name, boolean given) {
        if (given) {
            facts.put(name, true);
        }
    }
}
