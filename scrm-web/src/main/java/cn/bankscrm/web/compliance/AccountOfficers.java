package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.reading.Officer;
import cn.bankscrm.compliance.reading.Officers;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.web.security.Role;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of compliance officers: they alone may read chats. */
@Component
class AccountOfficers implements Officers {

    private final JdbcClient db;

    AccountOfficers(JdbcClient db) {
        this.db = db;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Officer> all() {
        return db.sql("""
                        select username, display_name, institution_id, staff_id from platform.account
                        where role = :role and not disabled and institution_id is not null
                        order by lower(username)
                        """)
                .param("role", Role.COMPLIANCE.name())
                .query((row, n) -> new Officer(
                        Objects.requireNonNull(row.getString("username")),
                        Objects.requireNonNull(row.getString("display_name")),
                        new InstitutionId(row.getLong("institution_id")),
                        Optional.ofNullable(row.getObject("staff_id", Long.class))
                                .map(StaffId::new)))
                .list();
    }
}
