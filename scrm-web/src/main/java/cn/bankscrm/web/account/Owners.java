package cn.bankscrm.web.account;

import cn.bankscrm.web.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where an account looks from and whose it is. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Owners {

    private final JdbcClient db;

    Owners(JdbcClient db) {
        this.db = db;
    }

    /**
     * @param weComUserId of an officer, the WeCom account that is confirmed with the account; of somebody outside the
     *     register of staff, theirs
     * @param refusal why it cannot be; null when it can
     */
    record Owner(
            @Nullable Long institution,
            @Nullable Long staff,
            @Nullable String weComUserId,
            boolean noWeCom,
            @Nullable AccountChange refusal) {

        static Owner refused(AccountChange why) {
            return new Owner(null, null, null, false, why);
        }
    }

    private record Member(long id, @Nullable String weComUserId) {}

    Owner of(AccountForm form) {
        Long institution = null;
        if (form.role().reach() == Role.Reach.INSTITUTION) {
            institution = institution(form.institutionCode());
            if (institution == null) {
                return Owner.refused(AccountChange.NO_SUCH_INSTITUTION);
            }
        }
        int ways = (form.staffNo() != null ? 1 : 0)
                + (form.weComUserId() != null ? 1 : 0)
                + (form.declaresNoWeCom() ? 1 : 0);
        if (ways > 1 || (ways == 0 && oversees(form.role()))) {
            return Owner.refused(AccountChange.PERSON_NEEDED);
        }
        String named = form.staffNo() != null ? form.staffNo() : form.weComUserId();
        Member member = named == null ? null : member(named);
        if (member == null && (form.staffNo() != null || form.role().reach() == Role.Reach.OWN_CUSTOMERS)) {
            return Owner.refused(AccountChange.NO_SUCH_STAFF);
        }
        Long staff = member == null ? null : member.id();
        String userId = weCom(form, member);
        return taken(form.username(), staff, member == null ? userId : member.weComUserId())
                ? Owner.refused(AccountChange.STAFF_TAKEN)
                : new Owner(institution, staff, userId, form.declaresNoWeCom(), null);
    }

    /** Whether another account is this person's. */
    boolean taken(String username, @Nullable Long staff, @Nullable String weComUserId) {
        return db.sql("""
                        select exists (
                            select from platform.account a left join core.staff s on s.id = a.staff_id
                            where lower(a.username) <> lower(:username)
                              and (a.staff_id = :staff or lower(a.wecom_userid) = lower(:userId)
                                   or lower(s.wecom_userid) = lower(:userId)))
                        """)
                .param("username", username)
                .param("staff", staff)
                .param("userId", weComUserId)
                .query(Boolean.class)
                .single();
    }

    /** Roles that see chats or alerts: their own are kept from them. */
    private static boolean oversees(Role role) {
        return role == Role.COMPLIANCE || role == Role.BRANCH_MANAGER;
    }

    /** That of a member of staff is looked up in the register, but for an officer, whose is confirmed. */
    private static @Nullable String weCom(AccountForm form, @Nullable Member member) {
        if (member == null) {
            return form.weComUserId();
        }
        return form.role() == Role.COMPLIANCE ? member.weComUserId() : null;
    }

    private @Nullable Long institution(@Nullable String code) {
        return db.sql("select id from core.institution where code = :code")
                .param("code", code)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private @Nullable Member member(String named) {
        return db.sql("""
                        select id, wecom_userid from core.staff
                        where staff_no = :named or lower(wecom_userid) = lower(:named)
                        order by staff_no is distinct from :named
                        limit 1
                        """)
                .param("named", named)
                .query((row, number) -> new Member(row.getLong("id"), row.getString("wecom_userid")))
                .optional()
                .orElse(null);
    }
}
