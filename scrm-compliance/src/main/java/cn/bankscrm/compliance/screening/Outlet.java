package cn.bankscrm.compliance.screening;

/** A way on which a text reaches customers. */
public enum Outlet {
    CHAT,
    CONTENT,
    SOP,
    MASS_SEND,
    MOMENT,
    WELCOME,
    QUICK_REPLY,
    GROUP,
    BULLETIN
}
