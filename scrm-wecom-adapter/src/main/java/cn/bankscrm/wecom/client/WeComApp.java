package cn.bankscrm.wecom.client;

import java.util.Locale;

/** The apps by which the platform is known to WeCom; each has a secret and tokens of its own. */
public enum WeComApp {
    /** The address book (通讯录). */
    CONTACT,
    /** Customer contact (客户联系). */
    CUSTOMER,
    /** The conversation archive (会话内容存档). */
    ARCHIVE,
    /** The app that staff open in WeCom (自建应用). */
    WORKBENCH;

    /** The name in configuration, addresses and tables. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
