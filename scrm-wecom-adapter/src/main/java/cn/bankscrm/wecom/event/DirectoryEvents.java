package cn.bankscrm.wecom.event;

import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.wecom.client.DirectoryRefresh;
import cn.bankscrm.wecom.client.TagRefresh;

/**
 * The address book and the corp tags (通讯录变更、企业客户标签变更). Since 2022 these events name little more than what they are
 * about: each is a reason to go and read. Reading is done at once and may be repeated, so nothing is left to apply.
 */
final class DirectoryEvents {

    private final DirectoryRefresh directory;
    private final TagRefresh tags;

    DirectoryEvents(DirectoryRefresh directory, TagRefresh tags) {
        this.directory = directory;
        this.tags = tags;
    }

    void tagsChanged(Questions questions) {
        questions.once("tags", tags::all);
    }

    void memberChanged(WeComUserId member, Questions questions) {
        questions.once(member, () -> directory.member(member));
    }

    void memberRenamed(WeComEvent.MemberRenamed event) {
        directory.memberRenamed(event.from(), event.to());
        directory.member(event.to());
    }

    void memberDeleted(WeComUserId member) {
        directory.memberLeft(member);
    }

    void departmentChanged(long department, Questions questions) {
        questions.once(department, () -> directory.department(department));
    }

    void departmentDeleted(long department) {
        directory.departmentDeleted(department);
    }
}
