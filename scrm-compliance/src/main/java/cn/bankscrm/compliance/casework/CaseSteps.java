package cn.bankscrm.compliance.casework;

import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The steps of cases: added to, never changed. What was said is kept encrypted. */
@Component
class CaseSteps {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FIELD = "case.note";

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;

    CaseSteps(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    void add(long caseId, String by, String step, CaseState state, Map<String, String> facts, String note) {
        db.sql("""
                        insert into compliance.case_step (case_id, at, by, step, state, facts, note_enc)
                        values (:case, :at, :by, :step, :state, :facts::jsonb, :note)
                        """)
                .param("case", caseId)
                .param("at", Timestamp.from(clock.instant()))
                .param("by", by)
                .param("step", step)
                .param("state", state.name())
                .param("facts", JSON.writeValueAsString(facts))
                .param("note", note.isEmpty() ? null : cipher.encrypt(FIELD, note))
                .update();
    }

    /**
     * In their order.
     *
     * @param notes whether what was said is told, too
     */
    List<CaseStep> of(long caseId, boolean notes) {
        return db.sql("""
                        select at, by, step, state, facts, note_enc from compliance.case_step where case_id = :case order by id
                        """)
                .param("case", caseId)
                .query((row, n) -> {
                    byte[] note = row.getBytes("note_enc");
                    Map<String, String> facts = new TreeMap<>();
                    JSON.readTree(row.getString("facts"))
                            .propertyStream()
                            .forEach(fact ->
                                    facts.put(fact.getKey(), fact.getValue().asString()));
                    return new CaseStep(
                            row.getTimestamp("at").toInstant(),
                            Objects.requireNonNull(row.getString("by")),
                            Objects.requireNonNull(row.getString("step")),
                            CaseState.valueOf(row.getString("state")),
                            facts,
                            note == null || !notes ? "" : cipher.decrypt(FIELD, note));
                })
                .list();
    }
}
