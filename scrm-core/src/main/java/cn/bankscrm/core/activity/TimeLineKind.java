package cn.bankscrm.core.activity;

/** What a line of the time line can be. Whoever adds a source adds its kinds here, and their words to the bundles. */
public enum TimeLineKind {
    LINK_ADDED(Group.FRIEND),
    LINK_ENDED(Group.FRIEND),
    INVITATION_MADE(Group.REAL_NAME),
    INVITATION_OPENED(Group.REAL_NAME),
    BOUND(Group.REAL_NAME),
    UNBOUND(Group.REAL_NAME),
    REVIEW_RAISED(Group.REAL_NAME),
    REVIEW_DECIDED(Group.REAL_NAME),
    CONSENT_GIVEN(Group.REAL_NAME),
    CONSENT_WITHDRAWN(Group.REAL_NAME),
    MANAGER_BEGAN(Group.MANAGER),
    MANAGER_ENDED(Group.MANAGER),
    SEGMENTS_CHANGED(Group.SEGMENT),
    TAGGED(Group.SEGMENT),
    CALLED(Group.CONTACT),
    VISITED(Group.CONTACT),
    SERVED_AT_BRANCH(Group.CONTACT),
    CHATTED(Group.CONTACT),
    TASK_DONE(Group.CONTACT),
    TOUCHED(Group.CONTACT),
    NOTED(Group.CONTACT),
    REFERRED(Group.REFERRAL),
    LINK_OPENED(Group.CONTENT);

    /** What readers filter by. */
    public enum Group {
        CONTACT,
        FRIEND,
        REAL_NAME,
        MANAGER,
        SEGMENT,
        REFERRAL,
        CONTENT
    }

    private final Group group;

    TimeLineKind(Group group) {
        this.group = group;
    }

    public Group group() {
        return group;
    }
}
