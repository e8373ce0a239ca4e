package cn.bankscrm.core.audit;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Logs that customers were listed, searched or taken home, even masked. The entry belongs to the institution whose
 * customers these were, so that its compliance officers see who looked.
 */
@Component
public class CustomerLists {

    private final AuditLog log;
    private final JdbcClient db;
    private final Clock clock;

    CustomerLists(AuditLog log, JdbcClient db, Clock clock) {
        this.log = log;
        this.db = db;
        this.clock = clock;
    }

    /**
     * @param list which list, in a word
     * @param of whose customers it holds
     * @param details further facts by name; never what somebody looked for
     */
    @Transactional
    public void record(AuditAction action, String list, DataScope of, Map<String, ?> details) {
        log.record(
                action,
                new AuditSubject(
                        AuditSubject.Kind.CUSTOMER_LIST, list, institution(of).orElse(null)),
                null,
                details);
    }

    private Optional<InstitutionId> institution(DataScope of) {
        return switch (of) {
            case DataScope.Subtree(var institution) -> Optional.of(institution);
            case DataScope.OwnCustomers(var staff) ->
                db.sql("""
                                select institution_id from core.staff_post
                                where staff_id = :staff and valid_from <= :today and (valid_to is null or valid_to >= :today)
                                order by valid_from desc limit 1
                                """)
                        .param("staff", staff.value())
                        .param("today", LocalDate.now(clock))
                        .query((row, number) -> new InstitutionId(row.getLong("institution_id")))
                        .optional();
            case DataScope.WholeBank() -> Optional.empty();
            case DataScope.Nothing() -> Optional.empty();
        };
    }
}
