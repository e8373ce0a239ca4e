package cn.bankscrm.kpi.coverage;

import java.time.Instant;

/**
 * One comparison of the live cells with a full count of the facts.
 *
 * @param startedAt when it began
 * @param finishedAt when all was compared
 * @param cells how many cells were compared
 * @param differentCells how many were wrong; every one of them is an alarm
 * @param differentRows how many customers and members of staff had been counted wrongly behind them
 */
public record Recount(Instant startedAt, Instant finishedAt, long cells, long differentCells, long differentRows) {

    public boolean drifted() {
        return differentCells > 0 || differentRows > 0;
    }
}
