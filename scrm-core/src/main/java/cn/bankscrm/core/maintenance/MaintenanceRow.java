package cn.bankscrm.core.maintenance;

/**
 * The figures of an institution with all below it, or of a manager.
 *
 * @param institution whether it is an institution
 * @param key its code, or the staff number
 */
public record MaintenanceRow(boolean institution, String key, String name, MaintenanceFigures figures) {}
