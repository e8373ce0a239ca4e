package cn.bankscrm.core.realname;

/** What became of a change to the consent texts. */
public enum ConsentTextAnswer {
    DONE,
    /** There is another text of that version. */
    TAKEN,
    /** Somebody else was faster, or its state does not allow it (any more). */
    CHANGED,
    /** Who wrote a text cannot approve it. */
    SAME_PERSON,
    /** The text is the whole bank's: head office decides. */
    NOT_HEAD_OFFICE
}
