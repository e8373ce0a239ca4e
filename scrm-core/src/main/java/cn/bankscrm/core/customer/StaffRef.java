package cn.bankscrm.core.customer;

/**
 * A member of staff, named on a customer's page.
 *
 * @param no staff number; empty for those whom only WeCom knows so far
 * @param name as the personnel system or WeCom tells it; may be empty
 */
public record StaffRef(String no, String name) {}
