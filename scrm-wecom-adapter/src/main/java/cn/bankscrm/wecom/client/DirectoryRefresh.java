package cn.bankscrm.wecom.client;

import cn.bankscrm.core.staff.WeComUserId;

/**
 * Brings the platform's copy of WeCom's address book up to date, one entry at a time. Every method asks WeCom where
 * that is needed and may be repeated at will.
 */
public interface DirectoryRefresh {

    /**
     * A member joined or changed.
     *
     * @throws WeComFailure when WeCom gave no usable answer
     */
    void member(WeComUserId id);

    /** A member was deleted from the corp. */
    void memberLeft(WeComUserId id);

    /** A member's user id was changed; everything known of the member stays with the new one. */
    void memberRenamed(WeComUserId from, WeComUserId to);

    /**
     * A department was made or changed.
     *
     * @throws WeComFailure when WeCom gave no usable answer
     */
    void department(long id);

    /** A department was deleted. */
    void departmentDeleted(long id);
}
