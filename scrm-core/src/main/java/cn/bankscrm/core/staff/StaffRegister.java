package cn.bankscrm.core.staff;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /** @return the number in the personnel system; empty where it has not delivered them */
    @Transactional(readOnly = true)
    public Optional<StaffNo> number(StaffId staff) {
        return db.sql("select staff_no from core.staff where id = :id and staff_no is not null")
                .param("id", staff.value())
                .query((row, n) -> new StaffNo(Objects.requireNonNull(row.getString("staff_no"))))
                .optional();
    }

    /** Enters names as WeCom has them, for those whom the personnel system has not delivered: it knows better. */
    @Transactional
    public void nameFromWeCom(Map<StaffId, String> names) {
        List<Map.Entry<StaffId, String>> told = names.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getKey().value()))
                .toList();
        db.sql("""
                        update core.staff s
                        set name = told.name, version = s.version + 1
                        from unnest(:ids::bigint[], :names::text[]) as told (id, name)
                        where s.id = told.id
                          and (s.staff_no is null or s.name is null)
                          and s.name is distinct from told.name
                        """)
                .param("ids", told.stream().map(entry -> entry.getKey().value()).toArray(Long[]::new))
                .param("names", told.stream().map(Map.Entry::getValue).toArray(String[]::new))
                .update();
    }

    /**
     * A member's account was renamed; the person stays the same.
     *
     * @return false when both accounts are known already as two people with a past, and nothing was changed
     */
    @Transactional
    public boolean rename(WeComUserId from, WeComUserId to) {
        if (!from.equals(to)) {
            db.sql("""
                            delete from core.staff blank
                            where lower(blank.wecom_userid) = lower(:to)
                              and blank.staff_no is null
                              and exists (select from core.staff old where lower(old.wecom_userid) = lower(:from))
                              and not exists (select from core.friend_link l where l.staff_id = blank.id)
                              and not exists (select from core.friend_link_ending e where e.staff_id = blank.id)
                            """).param("to", to.value()).param("from", from.value()).update();
        }
        return db.sql("""
                        update core.staff
                        set wecom_userid = :to, version = version + 1
                        where lower(wecom_userid) = lower(:from)
                          and (lower(:from) = lower(:to)
                               or not exists (select from core.staff taken where lower(taken.wecom_userid) = lower(:to)))
                        """).param("to", to.value()).param("from", from.value()).update() == 1
                || db.sql("select not exists (select from core.staff where lower(wecom_userid) = lower(:from))")
                        .param("from", from.value())
                        .query(Boolean.class)
                        .single();
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
