package cn.bankscrm.engagement.contactway;

/** Why a code is not in WeCom as it should be. The names are stored. */
public enum WayTrouble {
    /** Nobody is on duty and there is no stand-in at work: the code leads to whom it led before. */
    NOBODY,
    /** WeCom does not take one of the members: no licence, no right to customer contact, not active. */
    MEMBER,
    /** WeCom has as many codes of the corp as it takes. */
    FULL,
    /** WeCom does not know the code any more. */
    GONE,
    /** The picture of the code could not be read. */
    PICTURE,
    /** Refused for another reason. */
    REFUSED
}
