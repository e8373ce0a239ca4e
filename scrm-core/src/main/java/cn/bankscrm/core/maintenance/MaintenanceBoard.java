package cn.bankscrm.core.maintenance;

import java.util.List;

/**
 * The figures of a scope, and of what is below it.
 *
 * @param below the institutions right below, by the part touched within 30 days, the least first
 * @param managers in the same order; of equals who has more customers
 */
public record MaintenanceBoard(MaintenanceFigures figures, List<MaintenanceRow> below, List<MaintenanceRow> managers) {

    public MaintenanceBoard {
        below = List.copyOf(below);
        managers = List.copyOf(managers);
    }
}
