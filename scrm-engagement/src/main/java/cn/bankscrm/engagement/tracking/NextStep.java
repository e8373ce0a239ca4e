package cn.bankscrm.engagement.tracking;

/** What a manager is proposed to do about a lead. */
public enum NextStep {
    /** The customer went on to the product's page: help them to finish. */
    HELP_FINISH,
    /** The customer read nearly all: tell them more. */
    TELL_MORE,
    /** The customer read long: ask what they need. */
    ASK_NEEDS;

    private static final int NEARLY_ALL = 90;

    static NextStep after(Reading reading) {
        if (reading.target()) {
            return HELP_FINISH;
        }
        return reading.scrollPercent() >= NEARLY_ALL ? TELL_MORE : ASK_NEEDS;
    }
}
