package cn.bankscrm.engagement.contactway;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The addresses of the pages on which customers choose a manager. The caller has chosen the institution by scope. */
@Component
public class BranchPages {

    private final JdbcClient db;
    private final PageAddress addresses;
    private final AuditLog audit;
    private final Clock clock;

    BranchPages(JdbcClient db, PageAddress addresses, AuditLog audit, Clock clock) {
        this.db = db;
        this.addresses = addresses;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<URI> address(InstitutionId institution) {
        return db.sql("select code from engagement.branch_page where institution_id = :id")
                .param("id", institution.value())
                .query(String.class)
                .optional()
                .map(addresses::of);
    }

    /** Gives the page an address, another one each time: what was printed before leads nowhere then. */
    @Transactional
    public URI makeAddress(InstitutionId institution, String by) {
        String code = WayCodes.publicCode();
        db.sql("""
                        insert into engagement.branch_page (institution_id, code, made_by, made_at) values (:id, :code, :by, :now)
                        on conflict (institution_id) do update
                        set code = excluded.code, made_by = excluded.made_by, made_at = excluded.made_at
                        """)
                .param("id", institution.value())
                .param("code", code)
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        audit.record(
                AuditAction.BRANCH_PAGE_CHANGED,
                new AuditSubject(AuditSubject.Kind.CONTACT_WAY, "page:" + institution.value(), institution),
                null,
                Map.of());
        return addresses.of(code);
    }
}
