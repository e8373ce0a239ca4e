package cn.bankscrm.core.tag;

/** Why a wish was not carried out. The names are stored, and pages say them by the key {@code tags.reason.NAME}. */
public enum TagWishReason {
    /** The author took it back before it was carried out. */
    WITHDRAWN(true),
    /** A later wish of the platform's took its place. */
    SUPERSEDED(true),
    /** WeCom has meanwhile given the tag or group another name than the wish was based on. */
    RENAMED_THERE(true),
    /** The tag is gone in WeCom. */
    TAG_GONE(true),
    /** The group is gone in WeCom. */
    GROUP_GONE(true),
    /** The two are no friends any more. */
    NO_RELATION(true),
    /** A try ended without an answer, and the member has edited the friend since: what stands in WeCom stays. */
    EDITED_SINCE(true),
    /** WeCom has another tag or group of that name. */
    NAME_TAKEN(false),
    /** WeCom does not accept the name. */
    NAME_INVALID(false),
    /** The tag was made by somebody else in WeCom: an app may change only what it made. */
    NOT_OURS(false),
    /** The corp has as many tags as WeCom allows. */
    CORP_FULL(false),
    /** The friend carries as many tags as WeCom allows. */
    CUSTOMER_FULL(false),
    /** The member may not have customers in WeCom, or has left. */
    NO_MEMBER(false),
    /** WeCom does not let the platform's app change tags. */
    FORBIDDEN(false),
    /** WeCom refused for another reason; the code says which. */
    REFUSED(false),
    /** WeCom could not be reached, or was busy, for a whole day. */
    UNREACHABLE(false);

    private final boolean overruled;

    TagWishReason(boolean overruled) {
        this.overruled = overruled;
    }

    /** Whether something that stands instead overruled the wish; otherwise it failed. */
    public boolean overruled() {
        return overruled;
    }
}
