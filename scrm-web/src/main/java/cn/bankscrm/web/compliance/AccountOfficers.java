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
                        select a.username, a.display_name, a.institution_id, coalesce(a.staff_id,
                            (select s.id from core.staff s where lower(s.wecom_userid) = lower(a.wecom_userid))) as staff_id
                        from platform.account a
                        where a.role = :role and not a.disabled and a.institution_id is not null
                        order by lower(a.username)
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
