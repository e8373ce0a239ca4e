package cn.bankscrm.wecom.directory;

import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.StaffRegister;
import cn.bankscrm.core.staff.WeComUserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The platform's copy of WeCom's members, each of them a member of staff. */
@Component
public class MemberRows {

    private static final Logger log = LoggerFactory.getLogger(MemberRows.class);

    private final JdbcClient db;
    private final StaffRegister staff;

    MemberRows(JdbcClient db, StaffRegister staff) {
        this.db = db;
        this.staff = staff;
    }

    /**
     * Enters members, or what is new about them.
     *
     * @param run the sync that met them; 0 for none
     */
    @Transactional
    public Changes store(Collection<Member> told, long run) {
        Map<String, Member> members = new TreeMap<>();
        told.forEach(member -> members.put(member.userId().key(), member));
        if (members.isEmpty()) {
            return Changes.of(0, List.of(), 0);
        }
        Map<WeComUserId, StaffId> ids = enter(members.values());
        List<Boolean> written = new ArrayList<>();
        for (Member member : members.values()) {
            db.sql("""
                            insert into wecom.member as known
                                (userid, written, staff_id, name, position, status, department_ids)
                            values (:userid, :written, :staff, :name, :position, :status, :departments)
                            on conflict (userid) do update
                            set written = excluded.written,
                                staff_id = excluded.staff_id,
                                name = coalesce(excluded.name, known.name),
                                position = coalesce(excluded.position, known.position),
                                status = coalesce(excluded.status, known.status),
                                department_ids = excluded.department_ids,
                                deleted = false
                            where (known.written, known.staff_id, known.name, known.position, known.status,
                                   known.department_ids, known.deleted)
                                  is distinct from
                                  (excluded.written, excluded.staff_id, coalesce(excluded.name, known.name),
                                   coalesce(excluded.position, known.position),
                                   coalesce(excluded.status, known.status), excluded.department_ids, false)
                            returning xmax = 0
                            """)
                    .param("userid", member.userId().key())
                    .param("written", member.userId().value())
                    .param("staff", id(ids, member.userId()).value())
                    .param("name", member.name())
                    .param("position", member.position())
                    .param("status", member.status())
                    .param("departments", member.departments().toArray(Long[]::new))
                    .query((row, n) -> row.getBoolean(1))
                    .optional()
                    .ifPresent(written::add);
        }
        seen(members.keySet(), run);
        return Changes.of(members.size(), written, 0);
    }

    /** A member was deleted from the corp; what the platform knows of the member stays. */
    @Transactional
    public void left(WeComUserId id) {
        db.sql("update wecom.member set deleted = true, customer_contact = false where userid = :userid")
                .param("userid", id.key())
                .update();
    }

    @Transactional
    void rename(WeComUserId from, WeComUserId to) {
        if (!from.equals(to)) {
            // Perhaps the new account was met first; it is read again right after.
            db.sql("delete from wecom.member where userid = :to")
                    .param("to", to.key())
                    .update();
        }
        if (staff.rename(from, to)) {
            db.sql("update wecom.member set userid = :to, written = :written where userid = :from")
                    .param("to", to.key())
                    .param("written", to.value())
                    .param("from", from.key())
                    .update();
        } else {
            log.atWarn()
                    .addKeyValue("from", from)
                    .addKeyValue("to", to)
                    .log(
                            "A member was renamed to an account that belongs to somebody else here: both stay as they are");
        }
    }

    /**
     * Enters who may have customers as friends; nobody else may.
     *
     * @return how many they are
     */
    @Transactional
    public int withCustomerContact(Collection<WeComUserId> members) {
        Map<String, WeComUserId> byKey = new TreeMap<>();
        members.forEach(member -> byKey.put(member.key(), member));
        Set<String> known = Set.copyOf(db.sql("select userid from wecom.member where userid = any(:userids)")
                .param("userids", byKey.keySet().toArray(String[]::new))
                .query((row, n) -> row.getString(1))
                .list());
        store(
                byKey.values().stream()
                        .filter(member -> !known.contains(member.key()))
                        .map(member -> new Member(member, null, null, null, List.of()))
                        .toList(),
                0);
        db.sql("""
                        update wecom.member
                        set customer_contact = (userid = any(:userids))
                        where customer_contact is distinct from (userid = any(:userids))
                        """).param("userids", byKey.keySet().toArray(String[]::new)).update();
        return byKey.size();
    }

    /** @return members whom this run has not met and who are not known to have left, a few of them */
    public List<WeComUserId> unseen(long run, String after, int limit) {
        return userIds("""
                select written from wecom.member
                where not deleted and seen_run is distinct from :run and userid > :after
                order by userid limit :limit
                """, Map.of("run", run, "after", after, "limit", limit));
    }

    /** @return members with customer contact after this one, by user id */
    public List<WeComUserId> followersAfter(String after, int limit) {
        return userIds("""
                select written from wecom.member
                where customer_contact and not deleted and userid > :after
                order by userid limit :limit
                """, Map.of("after", after, "limit", limit));
    }

    public int countFollowers() {
        return db.sql("select count(*) from wecom.member where customer_contact and not deleted")
                .query(Integer.class)
                .single();
    }

    private List<WeComUserId> userIds(String sql, Map<String, Object> parameters) {
        return db.sql(sql)
                .params(parameters)
                .query((row, n) -> new WeComUserId(row.getString(1)))
                .list();
    }

    private Map<WeComUserId, StaffId> enter(Collection<Member> members) {
        Map<WeComUserId, Member> byId = new LinkedHashMap<>();
        members.forEach(member -> byId.put(member.userId(), member));
        Map<WeComUserId, StaffId> ids = staff.find(byId.keySet());
        Map<StaffId, String> names = new HashMap<>();
        byId.forEach((userId, member) -> {
            if (member.name() != null && !member.name().isBlank()) {
                names.put(id(ids, userId), member.name());
            }
        });
        staff.nameFromWeCom(names);
        return ids;
    }

    private void seen(Set<String> userIds, long run) {
        if (run != 0) {
            db.sql("update wecom.member set seen_run = :run where userid = any(:userids)")
                    .param("run", run)
                    .param("userids", userIds.toArray(String[]::new))
                    .update();
        }
    }

    private static StaffId id(Map<WeComUserId, StaffId> ids, WeComUserId member) {
        StaffId id = ids.get(member);
        if (id == null) {
            throw new IllegalStateException("The register returned no id for a member it was given");
        }
        return id;
    }
}
