package cn.bankscrm.wecom.directory;

import cn.bankscrm.core.staff.WeComUserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of WeCom's address book.
 *
 * @param status 1 active, 2 disabled, 4 not activated, 5 left; null where WeCom does not tell it
 * @param departments those that the app may see
 */
public record Member(
        WeComUserId userId,
        @Nullable String name,
        @Nullable String position,
        @Nullable Integer status,
        List<Long> departments) {

    public Member {
        departments = List.copyOf(departments);
    }
}
