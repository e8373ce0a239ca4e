package cn.bankscrm.core.customer;

/** What became of the wish to see masked data in full. */
public sealed interface RevealOutcome {

    /** Shown, and recorded. */
    record Revealed(PersonalData data) implements RevealOutcome {}

    /** The actor has asked too often within the last hour; nothing was read. */
    record TooOften(int mostInAnHour) implements RevealOutcome {}
}
