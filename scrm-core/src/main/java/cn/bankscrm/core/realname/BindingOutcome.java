package cn.bankscrm.core.realname;

/** How a certification ended. Three ways end in a {@link Review}: nobody is bound until a person has decided. */
public sealed interface BindingOutcome {

    /** Whether the contact is certified as who they say they are. */
    default boolean certified() {
        return this instanceof Matched || this instanceof StoodAlready;
    }

    /** The contact is this customer from now on. */
    record Matched() implements BindingOutcome {}

    /** It was so already; nothing changed. */
    record StoodAlready() implements BindingOutcome {}

    /**
     * Told by the app before WeCom knows the contact: it comes into force when a contact with this union id appears.
     *
     * @param toldBefore the same was told before, and nothing changed
     */
    record AwaitsContact(boolean toldBefore) implements BindingOutcome {}

    /** The bank's customer master knows no such customer. */
    record NoSuchCustomer() implements BindingOutcome {}

    /** More than one customer fits what was stated. */
    record Ambiguous() implements BindingOutcome {}

    /** The contact is certified as another customer, or the customer by another contact. */
    record BoundElsewhere() implements BindingOutcome {}

    /** Who answered is not, in WeChat, the friend to whom the link was sent. */
    record OtherWeChat() implements BindingOutcome {}

    /** An old report: the certification that it tells of, or a later one of the contact, was ended since. */
    record EndedSince() implements BindingOutcome {}

    /** The customer is said to have agreed at a time that has not come yet. */
    record NotYet() implements BindingOutcome {}
}
