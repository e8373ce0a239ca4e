package cn.bankscrm.web.security;

/** What somebody does here; with it comes how far they see. */
public enum Role {
    /** Head office's administrator (总行管理员): the whole bank, schemes, accounts. */
    ADMINISTRATOR(Reach.BANK),
    /** Branch manager (行长): an institution and all below it. */
    BRANCH_MANAGER(Reach.INSTITUTION),
    /** Middle office (中台): writes content and instructions for an institution and all below it. */
    MIDDLE_OFFICE(Reach.INSTITUTION),
    /** Compliance officer (合规): screens and audits an institution and all below it. */
    COMPLIANCE(Reach.INSTITUTION),
    /** Relationship manager (客户经理): the customers that they manage themselves. */
    RELATIONSHIP_MANAGER(Reach.OWN_CUSTOMERS),
    /** IT operations (运维): the system, and no customer. */
    OPERATIONS(Reach.NOTHING);

    private final Reach reach;

    Role(Reach reach) {
        this.reach = reach;
    }

    public Reach reach() {
        return reach;
    }

    /** The name as Spring Security's authorities carry it. */
    public String authority() {
        return "ROLE_" + name();
    }

    /** How far a role sees; an account of reach INSTITUTION names one, an account of reach OWN_CUSTOMERS its staff. */
    public enum Reach {
        BANK,
        INSTITUTION,
        OWN_CUSTOMERS,
        NOTHING
    }
}
