package cn.bankscrm.compliance.interception;

import cn.bankscrm.compliance.interception.Senders.Sender;
import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.screening.Screening;
import cn.bankscrm.compliance.screening.Verdict;
import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps every verdict: of what text, by what version, for whom. The text itself is not kept, but its keyed digest. */
@Component
class Verdicts {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FIELD = "compliance.text";

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;

    Verdicts(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** A verdict as it is kept. */
    record Kept(Verdict verdict, int lexiconVersion, boolean sameText, String outlet, boolean accepted) {}

    VerdictId keep(Outgoing outgoing, Sender sender, LexiconInForce.Built lexicon, Screening screening, String actor) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        long number = db.sql("""
                        insert into compliance.verdict
                            (at, outlet, lexicon_version, verdict, text_digest, text_length, hits, actor, staff_id,
                             institution_id)
                        values (:at, :outlet, :version, :verdict, :digest, :length, :hits::jsonb, :actor, :staff,
                             :institution)
                        returning id
                        """)
                .param("at", Timestamp.from(at))
                .param("outlet", outgoing.outlet().name())
                .param("version", lexicon.version().value())
                .param("verdict", screening.verdict().name())
                .param("digest", cipher.digest(FIELD, outgoing.text()))
                .param("length", outgoing.text().length())
                .param("hits", JSON.writeValueAsString(hits(screening, lexicon.ids())))
                .param("actor", actor)
                .param("staff", sender.staff())
                .param("institution", sender.institution())
                .query((row, n) -> row.getLong("id"))
                .single();
        return new VerdictId(at, number);
    }

    Optional<Kept> find(VerdictId id, String text) {
        byte[] digest = cipher.digest(FIELD, text);
        return db.sql("""
                        select v.verdict, v.lexicon_version, v.outlet, v.text_digest = :digest as same_text,
                            a.at is not null as accepted
                        from compliance.verdict v
                        left join compliance.warning_accepted a on a.verdict_at = v.at and a.verdict_id = v.id
                        where v.at = :at and v.id = :id
                        """)
                .param("digest", digest)
                .param("at", Timestamp.from(id.at()))
                .param("id", id.number())
                .query((row, n) -> new Kept(
                        Verdict.valueOf(row.getString("verdict")),
                        row.getInt("lexicon_version"),
                        row.getBoolean("same_text"),
                        Objects.requireNonNull(row.getString("outlet")),
                        row.getBoolean("accepted")))
                .optional();
    }

    /** Twice is as good as once. */
    void accept(VerdictId id, String actor) {
        db.sql("""
                        insert into compliance.warning_accepted (verdict_at, verdict_id, at, actor)
                        values (:verdictAt, :id, :now, :actor)
                        on conflict do nothing
                        """)
                .param("verdictAt", Timestamp.from(id.at()))
                .param("id", id.number())
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", actor)
                .update();
    }

    private static List<Map<String, Object>> hits(Screening screening, Map<?, EntryId> ids) {
        return screening.hits().stream()
                .map(hit -> {
                    Map<String, Object> kept = new LinkedHashMap<>();
                    kept.put(
                            "entry",
                            Objects.requireNonNull(ids.get(hit.entry())).value());
                    kept.put("start", hit.start());
                    kept.put("end", hit.end());
                    hit.reading().ifPresent(reading -> kept.put("reading", reading.name()));
                    return kept;
                })
                .toList();
    }
}
