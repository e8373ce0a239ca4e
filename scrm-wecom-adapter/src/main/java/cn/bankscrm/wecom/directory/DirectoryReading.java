package cn.bankscrm.wecom.directory;

import static cn.bankscrm.wecom.client.WeComApi.need;

import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Reads WeCom's address book: with the address book's own app where that is configured and allowed to (since 2022 WeCom
 * keeps it from new addresses), else with the app for customer contact.
 *
 * <p>Source: developer.work.weixin.qq.com, page 96079 (通讯录同步权限调整), as read 2026-07.
 */
@Component
public class DirectoryReading {

    private final WeComApi api;

    DirectoryReading(WeComApi api) {
        this.api = api;
    }

    /** @return all departments that the app may see; one call */
    public List<Department> departments() {
        return read(
                "department/list",
                Map.of(),
                DirectoryAnswers.Departments.class,
                answer -> need(answer.department(), "department").stream()
                        .map(DirectoryAnswers.DepartmentView::translated)
                        .toList());
    }

    /** @return empty when there is none with this number */
    public Optional<Department> department(long id) {
        try {
            return Optional.of(read(
                    "department/get",
                    Map.of("id", Long.toString(id)),
                    DirectoryAnswers.OneDepartment.class,
                    answer -> need(answer.department(), "department").translated()));
        } catch (WeComFailure failure) {
            if (failure.saysNoDepartment()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** @return the members who sit in this department itself; none where it is gone */
    public List<Member> members(long department) {
        try {
            return read(
                    "user/list",
                    Map.of("department_id", Long.toString(department)),
                    DirectoryAnswers.Members.class,
                    answer -> need(answer.userlist(), "userlist").stream()
                            .map(DirectoryAnswers.MemberView::translated)
                            .toList());
        } catch (WeComFailure failure) {
            if (failure.saysNoDepartment()) {
                return List.of();
            }
            throw failure;
        }
    }

    /** @return empty when there is no such member (any more) */
    public Optional<Member> member(WeComUserId id) {
        try {
            return Optional.of(read(
                    "user/get",
                    Map.of("userid", id.value()),
                    DirectoryAnswers.MemberView.class,
                    DirectoryAnswers.MemberView::translated));
        } catch (WeComFailure failure) {
            if (failure.saysNoMember()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** @return the members who may have customers as friends; one call */
    public List<WeComUserId> withCustomerContact() {
        return api.get(
                WeComApp.CUSTOMER,
                "externalcontact/get_follow_user_list",
                Map.of(),
                DirectoryAnswers.Followers.class,
                answer -> need(answer.followUser(), "follow_user").stream()
                        .map(WeComUserId::new)
                        .toList());
    }

    private <A, T> T read(String path, Map<String, String> parameters, Class<A> answer, Function<A, T> translation) {
        if (api.knows(WeComApp.CONTACT)) {
            try {
                return api.get(WeComApp.CONTACT, path, parameters, answer, translation);
            } catch (WeComFailure failure) {
                if (!failure.saysForbidden() || !api.knows(WeComApp.CUSTOMER)) {
                    throw failure;
                }
            }
        }
        return api.get(WeComApp.CUSTOMER, path, parameters, answer, translation);
    }
}
