package cn.bankscrm.wecom.directory;

import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.wecom.client.DirectoryRefresh;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads single entries of the address book and makes the copy agree. */
@Component
class WeComDirectoryRefresh implements DirectoryRefresh {

    private final DirectoryReading reading;
    private final DepartmentRows departments;
    private final MemberRows members;

    WeComDirectoryRefresh(DirectoryReading reading, DepartmentRows departments, MemberRows members) {
        this.reading = reading;
        this.departments = departments;
        this.members = members;
    }

    @Override
    public void member(WeComUserId id) {
        Optional<Member> member = reading.member(id);
        if (member.isPresent()) {
            members.store(List.of(member.get()), 0);
        } else {
            members.left(id);
        }
    }

    @Override
    public void memberLeft(WeComUserId id) {
        members.left(id);
    }

    @Override
    public void memberRenamed(WeComUserId from, WeComUserId to) {
        members.rename(from, to);
    }

    @Override
    public void department(long id) {
        reading.department(id).ifPresentOrElse(departments::store, () -> departments.delete(id));
    }

    @Override
    public void departmentDeleted(long id) {
        departments.delete(id);
    }
}
