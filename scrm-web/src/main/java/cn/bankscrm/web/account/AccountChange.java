package cn.bankscrm.web.account;

/** What became of an administrator's wish; all but {@code DONE} leave everything as it was. */
enum AccountChange {
    DONE,
    NAME_TAKEN,
    NO_SUCH_INSTITUTION,
    NO_SUCH_STAFF,
    /** The member of staff has an account already. */
    STAFF_TAKEN,
    WEAK_PASSWORD,
    /** Nobody would be left who can open accounts. */
    LAST_ADMINISTRATOR,
    /** Somebody else saved first. */
    CHANGED_MEANWHILE
}
