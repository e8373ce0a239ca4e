package cn.bankscrm.engagement.touch;

/** Who wishes a touch. */
public enum TouchSource {
    SOP,
    INSTRUCTION,
    MANUAL,
    WELCOME,
    LEAD
}
