package cn.bankscrm.core.importing;

/** What an import is at: waiting for its turn (等待), reading (读取), checking (校验), writing (写入), finished (结束). */
public enum ImportPhase {
    WAITING,
    READING,
    CHECKING,
    WRITING,
    FINISHED
}
