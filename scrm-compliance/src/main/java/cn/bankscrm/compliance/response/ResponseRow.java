package cn.bankscrm.compliance.response;

/**
 * An institution or a member of staff with their figures.
 *
 * @param key the institution's code, or the staff number; empty where a member has none
 */
public record ResponseRow(boolean institution, String key, String name, ResponseFigures figures) {}
