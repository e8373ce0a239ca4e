package cn.bankscrm.core.sync;

/** What became of the request to start a sync. */
public sealed interface SyncStart {

    /** A new sync begins. */
    record Started(SyncProgress progress) implements SyncStart {}

    /** One runs already; there is no second beside it. */
    record AlreadyRunning(SyncProgress progress) implements SyncStart {}

    /** The platform has not been told how to reach WeCom. */
    record NotConfigured() implements SyncStart {}
}
