package cn.bankscrm.core.realname;

/** How a binding ended: in force, or refused for a reason that the app can act upon. */
public sealed interface BindingOutcome {

    /** The contact is this customer from now on. */
    record Bound() implements BindingOutcome {}

    /** It was so already; nothing changed. */
    record StoodAlready() implements BindingOutcome {}

    /** The bank's customer master knows no such customer with this mobile number. */
    record NoSuchCustomer() implements BindingOutcome {}

    /** The contact is certified as another customer; that binding has to be undone first. */
    record BoundElsewhere() implements BindingOutcome {}
}
