package cn.bankscrm.engagement.touch;

/** Why a send, or one of its touches, came to nothing. The names are stored. */
public enum SendReason {
    /** None of those who were to get it is a friend of the member any more. */
    NO_CUSTOMER,
    /** This customer is no friend any more. */
    NO_FRIEND,
    /** The customer has had as many mass sends as WeCom allows. */
    QUOTA,
    /** WeCom did not take this customer. */
    NOT_TAKEN,
    /** WeCom does not let the app send for this member, or the member has left. */
    MEMBER,
    /** The text was blocked or warned of when it was to leave. */
    SCREENED,
    /** The touch names no content. */
    NO_CONTENT,
    /** Its days went by before WeCom could be reached. */
    LATE,
    /** Asked too often. */
    TOO_OFTEN,
    /** WeCom had been told to cancel it before. */
    CANCELLED,
    /** The customer and the member chat already. */
    CHATTING,
    /** The customer has not agreed to the archiving of chats yet. */
    NO_CONSENT,
    REFUSED
}
