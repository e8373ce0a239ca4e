package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.sync.SyncProgress.Phase;
import cn.bankscrm.core.sync.SyncReport;

/**
 * A run as the node that carries it out knows it.
 *
 * @param first whether no run before it came to its end: nothing that it finds was missed by a callback
 */
record SyncRun(
        long id, Kind kind, boolean first, Phase phase, SyncPosition position, int done, int total, SyncReport report) {

    SyncRun in(Phase next, int units) {
        return new SyncRun(id, kind, first, next, SyncPosition.start(), 0, units, report);
    }

    SyncRun at(SyncPosition next) {
        return new SyncRun(id, kind, first, phase, next, done, total, report);
    }

    SyncRun finishing(int more) {
        return new SyncRun(id, kind, first, phase, position, done + more, Math.max(total, done + more), report);
    }

    SyncRun reporting(SyncReport next) {
        return new SyncRun(id, kind, first, phase, position, done, total, next);
    }
}
