package cn.bankscrm.compliance.archive;

import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.StaffRegister;
import cn.bankscrm.core.staff.WeComUserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** By the registers of the core; whoever is met here first is entered there with the id alone. */
@Component
class RegisteredPeople implements People {

    private final JdbcClient db;
    private final StaffRegister staffRegister;
    private final ContactRegister contactRegister;

    RegisteredPeople(JdbcClient db, StaffRegister staffRegister, ContactRegister contactRegister) {
        this.db = db;
        this.staffRegister = staffRegister;
        this.contactRegister = contactRegister;
    }

    @Override
    public Known find(Set<String> ids) {
        Map<String, Long> contacts = new HashMap<>();
        Map<String, Long> staff = new HashMap<>();
        String[] asked = ids.toArray(String[]::new);
        db.sql("select id, external_userid from core.pub_external_contact where external_userid = any(:ids)")
                .param("ids", asked)
                .query(row -> {
                    contacts.put(row.getString("external_userid"), row.getLong("id"));
                });
        db.sql("""
                        select id, lower(wecom_userid) as userid
                        from core.pub_staff
                        where lower(wecom_userid) = any(select lower(u) from unnest(:ids::text[]) as u)
                        """).param("ids", asked).query(row -> {
            staff.put(row.getString("userid"), row.getLong("id"));
        });
        enter(ids, contacts, staff);
        return new Known(staff, contacts);
    }

    private void enter(Set<String> ids, Map<String, Long> contacts, Map<String, Long> staff) {
        Set<ExternalUserId> newContacts = new HashSet<>();
        Set<WeComUserId> newStaff = new HashSet<>();
        for (String id : ids) {
            if (contacts.containsKey(id) || staff.containsKey(Known.key(id)) || id.isEmpty()) {
                continue;
            }
            if (!Known.looksExternal(id)) {
                value(id, WeComUserId::new).ifPresent(newStaff::add);
            } else if (!id.startsWith("wb")) {
                value(id, ExternalUserId::new).ifPresent(newContacts::add);
            }
        }
        if (!newContacts.isEmpty()) {
            contactRegister.lock(newContacts).forEach((userid, id) -> contacts.put(userid.value(), id.value()));
        }
        if (!newStaff.isEmpty()) {
            staffRegister.find(newStaff).forEach((userid, id) -> staff.put(userid.key(), id.value()));
        }
    }

    private static <T> Optional<T> value(String id, Function<String, T> type) {
        try {
            return Optional.of(type.apply(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
