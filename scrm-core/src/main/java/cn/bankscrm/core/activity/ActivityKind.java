package cn.bankscrm.core.activity;

/** What can happen on a customer's time line beside links, bindings, assignments and segments. The names are stored. */
public enum ActivityKind {
    /** A link for certification was made for this friend. */
    INVITATION_MADE(false),
    /** The customer opened the link for certification. */
    INVITATION_OPENED(false),
    /** The customer withdrew the consent. */
    CONSENT_WITHDRAWN(false),
    /** A note without a contact. */
    NOTED(false),
    /** The manager and the customer talked on the telephone. */
    CALLED(true),
    /** The manager visited the customer. */
    VISITED(true),
    /** The customer came to the branch and was served. */
    SERVED_AT_BRANCH(true),
    /** The customer and the manager wrote to each other, one to one, the customer included. */
    CHATTED(true),
    /** A task for this customer was done. */
    TASK_DONE(true),
    /** A mass send reached the customer: it goes to many at once. */
    TOUCHED(false),
    /** A tag was put on the customer or taken off. */
    TAGGED(false);

    private final boolean effectiveContact;

    ActivityKind(boolean effectiveContact) {
        this.effectiveContact = effectiveContact;
    }

    /**
     * Whether this is an effective contact (有效联系): both sides took part, or the manager served this one customer. What
     * goes to many at once, such as a mass send, is none.
     */
    public boolean effectiveContact() {
        return effectiveContact;
    }
}
