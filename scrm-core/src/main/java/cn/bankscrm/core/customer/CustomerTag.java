package cn.bankscrm.core.customer;

/**
 * A tag as a customer's page shows it.
 *
 * @param group the tag group's name
 * @param own whether it is one of the bank's own tags; otherwise a manager put it on the friend in WeCom
 * @param byRule whether a rule put it there
 */
public record CustomerTag(String group, String name, boolean own, boolean byRule) {}
