package cn.bankscrm.compliance.alert;

/** What an alert comes from. The names are stored. */
public enum AlertSource {
    /** A member of staff said what the lexicon names. */
    WORD,
    /** The same, found when a new word was looked for in old chats. */
    BACKSCAN,
    /** A customer complains, or is in distress. */
    COMPLAINT,
    /** A member of staff did what is to be looked at: a red packet, a name card, a file, the deletion of a customer. */
    SENSITIVE_ACTION,
    /** A customer waited too long for an answer. */
    RESPONSE_TIME,
    /** A reviewer of a sample found something. */
    SAMPLING,
    /** A member of staff sent a picture with a code that a telephone reads. */
    PICTURE_CODE,
    /** What the lexicon names stands in a picture. */
    PICTURE_WORD;

    /** Whether its rules are the platform's own, whose names are in the message files, and no categories of words. */
    public boolean namesItsRules() {
        return this == SENSITIVE_ACTION || this == RESPONSE_TIME || this == PICTURE_CODE;
    }
}
