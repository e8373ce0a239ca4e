package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.world.Directory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Departments and members (通讯录). As for every app made since 2022, mobile, e-mail, avatar and gender are not shown.
 * {@code fetch_child} has no effect any more: a department's list holds those who sit in it.
 */
final class DirectoryApi {
    private static final int LARGEST_PAGE = 10_000;

    private record DepartmentView(
            long id, String name, String nameEn, List<String> departmentLeader, long parentid, long order) {}

    private record DepartmentIds(long id, long parentid, long order) {}

    private record MemberName(String userid, String name, List<Long> department, String openUserid) {}

    private record Placement(String userid, long department) {}

    private final Directory directory;

    DirectoryApi(Directory directory) {
        this.directory = directory;
    }

    void addTo(Endpoints endpoints) {
        endpoints
                .add("department/list", this::departments)
                .add("department/simplelist", this::departmentIds)
                .add("department/get", this::department)
                .add("user/get", this::member)
                .add("user/list", this::members)
                .add("user/simplelist", this::memberNames)
                .add("user/list_id", this::memberIds);
    }

    private Map<String, Object> departments(ApiRequest request) {
        return Map.of(
                "department", asked(request).stream().map(DirectoryApi::view).toList());
    }

    private Map<String, Object> departmentIds(ApiRequest request) {
        return Map.of(
                "department_id",
                asked(request).stream()
                        .map(department ->
                                new DepartmentIds(department.id(), department.parentid(), department.order()))
                        .toList());
    }

    private Map<String, Object> department(ApiRequest request) {
        return Map.of("department", view(known(request.query("id"))));
    }

    private Map<String, Object> member(ApiRequest request) {
        String userid = request.query("userid");
        if (userid.isEmpty()) {
            throw new ApiError(41009, "userid missing");
        }
        return view(directory.member(userid).orElseThrow(ApiError::unknownMember));
    }

    private Map<String, Object> members(ApiRequest request) {
        return Map.of(
                "userlist", sittingIn(request).stream().map(DirectoryApi::view).toList());
    }

    private Map<String, Object> memberNames(ApiRequest request) {
        return Map.of(
                "userlist",
                sittingIn(request).stream()
                        .map(member -> new MemberName(member.userid(), member.name(), member.department(), ""))
                        .toList());
    }

    /** One row for each member in each of his departments. */
    private Map<String, Object> memberIds(ApiRequest request) {
        long limit = request.number("limit", LARGEST_PAGE);
        if (limit < 1) {
            throw ApiError.invalid("limit");
        }
        List<Placement> all = new ArrayList<>();
        for (Member member : directory.members()) {
            member.department().forEach(id -> all.add(new Placement(member.userid(), id)));
        }
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            rows.add(i);
        }
        Cursor.Page<Integer> page =
                Cursor.page(rows, Integer::longValue, request.text("cursor"), (int) Math.min(limit, LARGEST_PAGE));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("dept_user", page.items().stream().map(all::get).toList());
        answer.put("next_cursor", page.next());
        return answer;
    }

    private List<Department> asked(ApiRequest request) {
        String id = request.query("id");
        return id.isEmpty()
                ? directory.departments()
                : directory.subtree(known(id).id());
    }

    private List<Member> sittingIn(ApiRequest request) {
        long id = known(request.query("department_id")).id();
        return directory.members().stream().filter(member -> member.worksIn(id)).toList();
    }

    private Department known(String id) {
        if (!id.matches("[0-9]{1,12}")) {
            throw new ApiError(40066, "invalid party list");
        }
        return directory.department(Long.parseLong(id)).orElseThrow(() -> new ApiError(60123, "invalid party id"));
    }

    private static DepartmentView view(Department department) {
        return new DepartmentView(
                department.id(), department.name(), "", List.of(), department.parentid(), department.order());
    }

    private static Map<String, Object> view(Member member) {
        List<Integer> zeros = Collections.nCopies(member.department().size(), 0);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("userid", member.userid());
        view.put("name", member.name());
        view.put("department", member.department());
        view.put("order", zeros);
        view.put("position", member.position() == null ? "" : member.position());
        view.put("is_leader_in_dept", zeros);
        view.put("direct_leader", List.of());
        view.put("telephone", "");
        view.put("alias", "");
        view.put("open_userid", "");
        view.put(
                "main_department",
                member.department().isEmpty() ? 1L : member.department().getFirst());
        view.put("extattr", Map.of("attrs", List.of()));
        view.put("status", member.status());
        return view;
    }
}
