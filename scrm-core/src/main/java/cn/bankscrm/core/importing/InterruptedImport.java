package cn.bankscrm.core.importing;

/** The node shuts down while an import is under way; it goes on when the node is back. */
final class InterruptedImport extends RuntimeException {

    InterruptedImport(InterruptedException cause) {
        super("The node shuts down", cause);
    }
}
