package cn.bankscrm.core.note;

import cn.bankscrm.core.activity.ActivityKind;

/** How manager and customer were in touch. The names are stored. */
public enum NoteChannel {
    CALL(ActivityKind.CALLED),
    VISIT(ActivityKind.VISITED),
    BRANCH(ActivityKind.SERVED_AT_BRANCH),
    WECOM(ActivityKind.CHATTED);

    private final ActivityKind activity;

    NoteChannel(ActivityKind activity) {
        this.activity = activity;
    }

    /** What it is on the time line; every one is an effective contact. */
    public ActivityKind activity() {
        return activity;
    }
}
