package cn.bankscrm.core.realname;

/** What a link is good for when somebody opens it. */
public sealed interface LinkState {

    /** It waits for an answer. */
    record Open(Invitation invitation) implements LinkState {}

    /** It is good for nothing (any more). */
    record Closed(Why why) implements LinkState {}

    /** Why a link is good for nothing. */
    enum Why {
        /** It was not made here, or altered. */
        UNKNOWN,
        /** Its time is over. */
        EXPIRED,
        /** It was answered. */
        USED,
        /** A newer one took its place. */
        REPLACED,
        /** The two are friends no more. */
        NO_FRIEND
    }
}
