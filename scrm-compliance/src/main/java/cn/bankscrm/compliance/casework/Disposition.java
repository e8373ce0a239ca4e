package cn.bankscrm.compliance.casework;

/** What a case comes to. The names are stored. */
public enum Disposition {
    /** The words meant something else: proposed as a safe context to the lexicon. */
    FALSE_POSITIVE,
    /** Rightly found, but no breach. */
    NO_BREACH,
    /** The member of staff was warned. */
    WARNED,
    /** The member of staff was trained. */
    TRAINED,
    /** The member of staff was penalised by the bank's rules. */
    PENALISED,
    /** Reported to the authority that it concerns. */
    REPORTED
}
