package cn.bankscrm.compliance.evidence;

import cn.bankscrm.core.contact.ContactNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who the people of a pack are: members of staff by name and number, contacts by masked name and customer number. */
@Component
class PackPeople {

    private final JdbcClient db;
    private final ContactNames contacts;

    PackPeople(JdbcClient db, ContactNames contacts) {
        this.db = db;
        this.contacts = contacts;
    }

    /** In a few words, by WeCom's id in lower case; those that are not known are left out. */
    Map<String, String> named(Collection<String> ids) {
        String[] asked = ids.stream().distinct().toArray(String[]::new);
        Map<String, String> named = new HashMap<>();
        Map<String, String> numbers = new HashMap<>();
        db.sql("""
                        select e.external_userid, c.customer_no from core.pub_external_contact e
                        join core.pub_binding b on b.contact_id = e.id and b.unbound_at is null
                        join core.pub_customer c on c.id = b.customer_id
                        where e.external_userid = any(:ids)
                        """).param("ids", asked).query(row -> {
            numbers.put(row.getString("external_userid"), row.getString("customer_no"));
        });
        Map<String, String> names = contacts.masked(ids);
        for (String id : asked) {
            String told =
                    (names.getOrDefault(id, "") + (numbers.containsKey(id) ? " 客户号 " + numbers.get(id) : "")).strip();
            if (!told.isEmpty()) {
                named.put(id.toLowerCase(Locale.ROOT), told);
            }
        }
        db.sql("""
                        select wecom_userid, coalesce(name, '') as name, staff_no from core.pub_staff
                        where lower(wecom_userid) = any(:ids)
                        """)
                .param(
                        "ids",
                        ids.stream()
                                .map(id -> id.toLowerCase(Locale.ROOT))
                                .distinct()
                                .toArray(String[]::new))
                .query(row -> {
                    named.put(
                            row.getString("wecom_userid").toLowerCase(Locale.ROOT),
                            (row.getString("name") + " 工号 " + row.getString("staff_no")).strip());
                });
        return named;
    }
}
