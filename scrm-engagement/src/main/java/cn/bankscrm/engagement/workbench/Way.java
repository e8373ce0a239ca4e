package cn.bankscrm.engagement.workbench;

/** How words that were handed out left. */
public enum Way {
    /** WeCom's client sent them for us, and said so. */
    CLIENT,
    /** They were copied, and the member of staff says that they sent them. */
    COPIED
}
