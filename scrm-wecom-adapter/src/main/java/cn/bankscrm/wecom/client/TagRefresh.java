package cn.bankscrm.wecom.client;

/** Brings the platform's copy of the corp tags up to date. */
public interface TagRefresh {

    /**
     * Reads all tag groups and tags anew; what WeCom no longer has is marked as deleted.
     *
     * @throws WeComFailure when WeCom gave no usable answer
     */
    void all();
}
