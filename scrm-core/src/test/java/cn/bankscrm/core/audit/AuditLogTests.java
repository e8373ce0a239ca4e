package cn.bankscrm.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.db.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditLogTests {

    private static final Instant NOW = Instant.parse("2026-10-31T16:00:00Z");

    private final JdbcClient db = JdbcClient.create(TestDatabase.fresh().dataSource());
    private final Actor officer = new Actor(Actor.Kind.ACCOUNT, "hg01", "合规", "COMPLIANCE", "10.1.2.3");
    private final AuditLog log = new AuditLog(db, () -> officer, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void saysWhoDidWhatToWhomWhenFromWhereAndWhy() {
        reveal();

        assertThat(db.sql("""
                        select at, actor_kind, actor, actor_role, host(address) as address, action, subject_kind, subject_id,
                            institution_id, reason, details ->> 'field' as field
                        from core.audit_entry
                        """).query().singleRow())
                .containsEntry("actor_kind", "ACCOUNT")
                .containsEntry("actor", "hg01")
                .containsEntry("actor_role", "COMPLIANCE")
                .containsEntry("address", "10.1.2.3")
                .containsEntry("action", "PERSONAL_DATA_REVEALED")
                .containsEntry("subject_kind", "CUSTOMER")
                .containsEntry("subject_id", "C0001")
                .containsEntry("institution_id", 7L)
                .containsEntry("reason", "投诉核实")
                .containsEntry("field", "mobile");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update core.audit_entry set reason = 'x'",
                "delete from core.audit_entry",
                "truncate core.audit_entry",
                "update core.audit_entry_202611 set reason = 'x'",
                "delete from core.audit_entry_202611"
            })
    void isNeverChangedOrDeletedAgain(String statement) {
        reveal();

        assertThatThrownBy(() -> db.sql(statement).update()).hasMessageContaining("never changed or deleted");
    }

    private void reveal() {
        log.record(
                AuditAction.PERSONAL_DATA_REVEALED,
                new AuditSubject(AuditSubject.Kind.CUSTOMER, "C0001", new InstitutionId(7)),
                "投诉核实",
                Map.of("field", "mobile"));
    }
}
