package cn.bankscrm.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.web.ScrmWebTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ScrmWebTest
class EvidenceIT {

    @Autowired
    AuditLog audit;

    @Autowired
    JdbcClient db;

    @Autowired
    MeterRegistry meters;

    @Test
    void whatTheAuditLogHoldsIsChainedWithinSeconds() throws InterruptedException {
        String subject = "evidence-" + System.nanoTime();
        audit.record(AuditAction.CUSTOMER_OPENED, new AuditSubject(AuditSubject.Kind.CUSTOMER, subject, null));

        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (chained(subject) == 0 && System.nanoTime() < end) {
            Thread.sleep(100);
        }

        assertThat(chained(subject)).isEqualTo(1);
        assertThat(meters.get("scrm.evidence.key.missing").gauge().value()).isZero();
        assertThat(meters.get("scrm.evidence.chained").counter().count()).isPositive();
    }

    private long chained(String subject) {
        return db.sql("""
                        select count(*) from core.audit_entry a
                        join compliance.evidence_leaf l on l.kind = 'AUDIT' and l.record_id = a.id and l.record_at = a.at
                        where a.subject_id = :subject
                        """)
                .param("subject", subject)
                .query((row, number) -> row.getLong(1))
                .single();
    }
}
