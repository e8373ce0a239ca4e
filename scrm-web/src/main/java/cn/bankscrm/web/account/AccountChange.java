package cn.bankscrm.web.account;

/** What became of an administrator's wish; all but {@code DONE} and {@code WAITING} leave everything as it was. */
enum AccountChange {
    DONE,
    /** It concerns an account that may read chats: everything is as it was until a compliance officer confirms it. */
    WAITING,
    /** Something about the account waits already. */
    WAITS_ALREADY,
    /** No compliance officer but the account itself is left to confirm it. */
    NOBODY_TO_CONFIRM,
    NAME_TAKEN,
    NO_SUCH_INSTITUTION,
    NO_SUCH_STAFF,
    /** The member of staff has an account already. */
    STAFF_TAKEN,
    /** Who sees chats or alerts must be known as a person, in one way. */
    PERSON_NEEDED,
    WEAK_PASSWORD,
    /** Nobody would be left who can open accounts. */
    LAST_ADMINISTRATOR,
    /** Nobody would be left who can confirm another officer. */
    LAST_OFFICER,
    /** Somebody else saved first. */
    CHANGED_MEANWHILE
}
