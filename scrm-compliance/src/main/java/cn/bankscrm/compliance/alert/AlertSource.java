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
    SAMPLING
}
