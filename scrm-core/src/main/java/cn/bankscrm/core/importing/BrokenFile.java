package cn.bankscrm.core.importing;

/** The file as a whole cannot be used; nothing of it is applied. */
final class BrokenFile extends RuntimeException {

    private final transient RowFault fault;

    BrokenFile(long line, String column, String reason) {
        super("Unusable file at line " + line);
        fault = new RowFault(line, column, reason);
    }

    RowFault fault() {
        return fault;
    }
}
