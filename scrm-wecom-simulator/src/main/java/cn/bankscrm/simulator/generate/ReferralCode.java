package cn.bankscrm.simulator.generate;

/**
 * A code by which a customer brings friends to a manager: the state of the contact-me code that the manager gave the
 * customer.
 *
 * @param code as in the platform's file of referrals
 */
public record ReferralCode(String code, Customer customer, StaffMember staff) {}
