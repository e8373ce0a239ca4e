package cn.bankscrm.simulator.data;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A member (成员) of the corp.
 *
 * @param department ids, the main one first
 * @param status 1 active, 2 disabled, 4 not activated, 5 left
 */
public record Member(
        String userid,
        String name,
        List<Long> department,
        @Nullable String position,
        int status,
        @Nullable String mobile) {

    public static final int ACTIVE = 1;
    public static final int LEFT = 5;

    public Member {
        department = List.copyOf(department);
    }

    /** WeCom looks members up without regard to case. */
    public static String key(String userid) {
        return userid.toLowerCase(Locale.ROOT);
    }

    public boolean active() {
        return status == ACTIVE;
    }

    public boolean worksIn(long departmentId) {
        return department.contains(departmentId);
    }

    public Member in(List<Long> departments) {
        return new Member(userid, name, departments, position, status, mobile);
    }

    public Member withStatus(int newStatus) {
        return new Member(userid, name, department, position, newStatus, mobile);
    }
}
