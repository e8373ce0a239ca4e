package cn.bankscrm.compliance.evidence;

import cn.bankscrm.core.privacy.FieldCipher;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the bank made of the messages of a pack: the alerts about them, the cases with every step, and the reviews of
 * samples of their conversations in their months. Samples that are not settled are left out: whoever reviews one
 * blindly must not read in a pack what another said.
 */
@Component
class PackReviews {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient db;
    private final FieldCipher cipher;

    PackReviews(JdbcClient db, FieldCipher cipher) {
        this.db = db;
        this.cipher = cipher;
    }

    /** A case and its steps, in their order. */
    record Case(Map<String, @Nullable Object> facts, List<Map<String, @Nullable Object>> steps) {

        private Map<String, @Nullable Object> written() {
            Map<String, @Nullable Object> line = new LinkedHashMap<>(facts);
            line.put("steps", steps);
            return line;
        }
    }

    /** What was written, for the page that people read. */
    record Made(
            List<Map<String, @Nullable Object>> alerts,
            List<Case> cases,
            List<Map<String, @Nullable Object>> samples) {}

    Made write(PackWriter pack, List<Long> seqs) throws IOException {
        Long[] numbers = seqs.toArray(Long[]::new);
        Made made = new Made(alerts(numbers), cases(numbers), samples(numbers));
        pack.json("alerts.json", made.alerts());
        pack.json("cases.json", made.cases().stream().map(Case::written).toList());
        pack.json("samples.json", made.samples());
        return made;
    }

    private List<Map<String, @Nullable Object>> samples(Long[] seqs) {
        return db.sql("""
                        select i.id, i.conversation_id, p.name, d.month::text as month, i.messages, i.signs, i.settled, i.settled_at,
                            v.round, v.reviewer, v.verdict, v.category, v.level, v.note_enc, v.decided_at
                        from compliance.sampling_item i
                        join compliance.sampling_draw d on d.id = i.draw_id
                        join compliance.sampling_plan p on p.id = d.plan_id
                        join compliance.sampling_review v on v.item_id = i.id and v.verdict is not null
                        where i.settled is not null and (i.conversation_id, d.month) in (
                            select m.conversation_id, date_trunc('month', m.at at time zone 'Asia/Shanghai')::date
                            from compliance.archive_record r
                            join compliance.chat_message m on m.at = r.at and m.seq = r.seq
                            where r.seq = any(:seqs))
                        order by i.id, v.id
                        """)
                .param("seqs", seqs)
                .query((row, n) -> {
                    byte[] note = row.getBytes("note_enc");
                    Map<String, @Nullable Object> line = new LinkedHashMap<>();
                    line.put("sample", row.getLong("id"));
                    line.put("conversation", row.getLong("conversation_id"));
                    line.put("plan", row.getString("name"));
                    line.put("month", row.getString("month"));
                    line.put("messages", row.getInt("messages"));
                    line.put("signs", List.of((String[]) row.getArray("signs").getArray()));
                    line.put("settled", row.getString("settled"));
                    line.put("settledAt", at(row, "settled_at"));
                    line.put("round", row.getString("round"));
                    line.put("reviewer", row.getString("reviewer"));
                    line.put("verdict", row.getString("verdict"));
                    line.put("category", row.getString("category"));
                    line.put("level", row.getString("level"));
                    line.put("note", note == null ? null : cipher.decrypt("sampling.note", note));
                    line.put("decided", at(row, "decided_at"));
                    return line;
                })
                .list();
    }

    private List<Map<String, @Nullable Object>> alerts(Long[] seqs) {
        return db.sql("""
                        select a.id, a.seq, a.source, a.rule, a.level, a.lexicon_version, a.hits, a.raised_at, g.id as group_id, g.state,
                            g.decided_by, g.decided_at, g.decision_reason, c.case_id
                        from compliance.alert a
                        join compliance.alert_group g on g.id = a.group_id
                        left join compliance.case_alert c on c.group_id = g.id
                        where a.seq = any(:seqs) order by a.seq, a.id
                        """)
                .param("seqs", seqs)
                .query((row, n) -> {
                    Map<String, @Nullable Object> line = new LinkedHashMap<>();
                    line.put("id", row.getLong("id"));
                    line.put("seq", row.getLong("seq"));
                    line.put("source", row.getString("source"));
                    line.put("rule", row.getString("rule"));
                    line.put("level", row.getString("level"));
                    line.put("lexiconVersion", row.getObject("lexicon_version"));
                    line.put("hits", JSON.readTree(row.getString("hits")));
                    line.put("raised", at(row, "raised_at"));
                    line.put("group", row.getLong("group_id"));
                    line.put("state", row.getString("state"));
                    line.put("decidedBy", row.getString("decided_by"));
                    line.put("decided", at(row, "decided_at"));
                    line.put("reason", row.getString("decision_reason"));
                    line.put("case", row.getObject("case_id"));
                    return line;
                })
                .list();
    }

    private List<Case> cases(Long[] seqs) {
        return db.sql("""
                        select f.id, f.level, f.state, f.disposition, f.owner, f.opened_by, f.opened_at, f.due_at, f.remediation_due,
                            f.closed_by, f.closed_at
                        from compliance.case_file f
                        where f.id in (
                            select c.case_id from compliance.case_alert c join compliance.alert a on a.group_id = c.group_id
                            where a.seq = any(:seqs))
                        order by f.id
                        """)
                .param("seqs", seqs)
                .query((row, n) -> {
                    Map<String, @Nullable Object> line = new LinkedHashMap<>();
                    line.put("id", row.getLong("id"));
                    line.put("level", row.getString("level"));
                    line.put("state", row.getString("state"));
                    line.put("disposition", row.getString("disposition"));
                    line.put("owner", row.getString("owner"));
                    line.put("openedBy", row.getString("opened_by"));
                    line.put("opened", at(row, "opened_at"));
                    line.put("due", at(row, "due_at"));
                    line.put("remediationDue", row.getString("remediation_due"));
                    line.put("closedBy", row.getString("closed_by"));
                    line.put("closed", at(row, "closed_at"));
                    return new Case(line, steps(row.getLong("id")));
                })
                .list();
    }

    private List<Map<String, @Nullable Object>> steps(long id) {
        return db.sql(
                        "select at, by, step, state, facts, note_enc from compliance.case_step where case_id = :id order by id")
                .param("id", id)
                .query((row, n) -> {
                    byte[] note = row.getBytes("note_enc");
                    Map<String, @Nullable Object> line = new LinkedHashMap<>();
                    line.put("at", at(row, "at"));
                    line.put("by", row.getString("by"));
                    line.put("step", row.getString("step"));
                    line.put("state", row.getString("state"));
                    line.put("facts", JSON.readTree(row.getString("facts")));
                    line.put("note", note == null ? null : cipher.decrypt("case.note", note));
                    return line;
                })
                .list();
    }

    private static @Nullable String at(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant().toString();
    }
}
