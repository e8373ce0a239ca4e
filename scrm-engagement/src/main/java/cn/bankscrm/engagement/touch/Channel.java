package cn.bankscrm.engagement.touch;

/** On which way a customer is reached. */
public enum Channel {
    /** The manager writes to the customer from the workbench or the sidebar. */
    TASK,
    /** WeCom's mass send (企业群发): drafted for the member, who confirms it. */
    MASS_SEND,
    MOMENT,
    WELCOME,
    GROUP
}
