package cn.bankscrm.core.realname;

/** What became of somebody's decision upon a review. */
public sealed interface ReviewDecision {

    /** The contact is certified. */
    record Approved() implements ReviewDecision {}

    /** A second person has to agree: what stands would be changed. */
    record Proposed() implements ReviewDecision {}

    /** The contact is not certified. */
    record Rejected() implements ReviewDecision {}

    /** The decision does not count. */
    record Refused(Why why) implements ReviewDecision {}

    /** Why a decision does not count. */
    enum Why {
        /** Whoever proposed it cannot agree to it. */
        SAME_PERSON,
        /** There is no such customer, or not in the decider's scope. */
        NO_CUSTOMER,
        /** Decided by somebody else, or changed, since the page was shown. */
        CHANGED
    }
}
