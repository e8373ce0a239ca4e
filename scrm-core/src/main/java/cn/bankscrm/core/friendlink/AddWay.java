package cn.bankscrm.core.friendlink;

/**
 * How staff and customer met: WeCom's {@code add_way}.
 *
 * <p>Source: developer.work.weixin.qq.com, page 92114 (客户详情, 来源定义), as read 2026-07.
 */
final class AddWay {

    private static final int ASSIGNED_BY_ADMINISTRATOR = 202;

    private AddWay() {}

    static boolean assignedByAdministrator(int addWay) {
        return addWay == ASSIGNED_BY_ADMINISTRATOR;
    }
}
