package cn.bankscrm.wecom.directory;

import static cn.bankscrm.wecom.client.WeComApi.need;

import cn.bankscrm.core.staff.WeComUserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * WeCom's answers about its address book, in its own field names.
 *
 * <p>Source: developer.work.weixin.qq.com, pages 90208 (获取部门列表), 90200 (获取部门成员详情), 90196 (读取成员), as read 2026-07.
 */
final class DirectoryAnswers {

    private DirectoryAnswers() {}

    record Departments(@Nullable List<DepartmentView> department) {}

    record OneDepartment(@Nullable DepartmentView department) {}

    record DepartmentView(
            @Nullable Long id,
            @Nullable String name,
            @Nullable Long parentid,
            @Nullable Long order) {

        Department translated() {
            return new Department(need(id, "id"), name, parentid == null ? 0 : parentid, order == null ? 0 : order);
        }
    }

    record Members(@Nullable List<MemberView> userlist) {}

    record MemberView(
            @Nullable String userid,
            @Nullable String name,
            @Nullable String position,
            @Nullable Integer status,
            @Nullable List<Long> department) {

        Member translated() {
            return new Member(
                    new WeComUserId(need(userid, "userid")),
                    name,
                    position,
                    status,
                    department == null ? List.of() : department);
        }
    }

    record Followers(@Nullable List<String> followUser) {}
}
