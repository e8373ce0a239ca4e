package cn.bankscrm.core.importing;

/** How an import stands: a failed one left the data as it was. */
public enum ImportStatus {
    RUNNING,
    DONE,
    FAILED
}
