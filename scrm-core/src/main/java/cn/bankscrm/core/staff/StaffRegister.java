package cn.bankscrm.core.staff;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The register of staff by WeCom account. A member who is met in WeCom before the personnel system delivers them is
 * entered with the account alone; the staff number joins later.
 */
@Component
public class StaffRegister {

    private final JdbcClient db;

    StaffRegister(JdbcClient db) {
        this.db = db;
    }

    /** @return an id for every one of them, entering whoever is new */
    @Transactional
    public Map<WeComUserId, StaffId> find(Set<WeComUserId> members) {
        String[] userIds = members.stream().map(WeComUserId::value).sorted().toArray(String[]::new);
        Map<WeComUserId, StaffId> found = known(userIds);
        if (found.size() < members.size()) {
            db.sql("""
                            insert into core.staff (id, wecom_userid, version)
                            select nextval('core.staff_seq'), userid, 0
                            from unnest(:userIds::text[]) as named (userid)
                            where not exists (select from core.staff s where lower(s.wecom_userid) = lower(userid))
                            order by lower(userid)
                            on conflict do nothing
                            """).param("userIds", userIds).update();
            found = known(userIds);
        }
        return found;
    }

    /** @return the WeCom account of those who have one */
    @Transactional(readOnly = true)
    public Map<StaffId, String> userIds(Set<StaffId> staff) {
        Map<StaffId, String> userIds = new HashMap<>();
        db.sql("select id, wecom_userid from core.staff where id = any(:ids) and wecom_userid is not null")
                .param("ids", staff.stream().map(StaffId::value).toArray(Long[]::new))
                .query(row -> {
                    userIds.put(new StaffId(row.getLong("id")), row.getString("wecom_userid"));
                });
        return userIds;
    }

    private Map<WeComUserId, StaffId> known(String[] userIds) {
        Map<WeComUserId, StaffId> ids = new HashMap<>();
        db.sql("""
                        select id, wecom_userid
                        from core.staff
                        where lower(wecom_userid) = any(select lower(u) from unnest(:userIds::text[]) as u)
                        """).param("userIds", userIds).query(row -> {
            ids.put(new WeComUserId(row.getString("wecom_userid")), new StaffId(row.getLong("id")));
        });
        return ids;
    }
}
