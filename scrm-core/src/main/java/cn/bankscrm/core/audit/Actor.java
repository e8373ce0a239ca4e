package cn.bankscrm.core.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who does something, as the audit log names them.
 *
 * @param name the account's user name, the API client's id, or the job's name; never a customer's name
 * @param shownName how pages show an account; null where there is nothing beside the name
 * @param role the account's role; null for others
 * @param address the IP address that the request came from; null for what the platform does by itself, and for
 *     customers, whose addresses are not kept
 */
public record Actor(
        Kind kind,
        String name,
        @Nullable String shownName,
        @Nullable String role,
        @Nullable String address) {

    /** What kind of actor. */
    public enum Kind {
        /** A person with an account. */
        ACCOUNT,
        /** One of the bank's systems, over the API. */
        CLIENT,
        /** A customer on a phone page. */
        CUSTOMER,
        /** The platform itself. */
        SYSTEM
    }

    public Actor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An actor has a name");
        }
    }

    /** @param job what of the platform is at work */
    public static Actor system(String job) {
        return new Actor(Kind.SYSTEM, job, null, null, null);
    }

    /** A customer: which one, the entry's subject says. */
    public static Actor customer() {
        return new Actor(Kind.CUSTOMER, "customer", null, null, null);
    }

    /** Not the person's name: this may end in a log. */
    @Override
    public String toString() {
        return "Actor[" + kind + "]";
    }
}
