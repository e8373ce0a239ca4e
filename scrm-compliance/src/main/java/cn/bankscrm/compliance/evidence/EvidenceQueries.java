package cn.bankscrm.compliance.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What pages tell of the evidence: figures alone, nothing of what is in it. */
@Component
public class EvidenceQueries {

    private final JdbcClient db;

    EvidenceQueries(JdbcClient db) {
        this.db = db;
    }

    /** Not read-only: such transactions of a branch's officer run as the reader, to whom the chain is closed. */
    @Transactional
    public EvidenceState state() {
        return db.sql("""
                        select h.last_place, h.signed_at, h.key_id,
                            (select max(day) from compliance.evidence_day) as sealed,
                            (select count(*) from compliance.evidence_queue) as waiting,
                            (select coalesce(sum(records), 0) from compliance.deletion_run) as deleted
                        from compliance.evidence_head h
                        """)
                .query((row, number) -> new EvidenceState(
                        Optional.ofNullable(row.getObject("sealed", LocalDate.class)),
                        row.getLong("last_place"),
                        row.getLong("waiting"),
                        signedAt(row.getObject("signed_at", OffsetDateTime.class)),
                        Optional.ofNullable(row.getString("key_id")),
                        row.getLong("deleted")))
                .single();
    }

    private static Optional<Instant> signedAt(@Nullable OffsetDateTime at) {
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }
}
