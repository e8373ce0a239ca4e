package cn.bankscrm.compliance.archive;

/**
 * The archive's source gave no usable answer. The message names a kind and a code, never a key, a token or contents.
 */
public class ArchiveSourceFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is to be done about it. */
    public enum Kind {
        /** No connection, or WeCom is busy: asked again by itself. */
        UNREACHABLE,
        /** The address is not on WeCom's list (10009, 301042): somebody has to enter it. */
        ADDRESS,
        /** WeCom refuses corp, secret or service: somebody has to look. */
        REFUSED,
        /** A file is older than five days (10010, 301048) or never was. */
        EXPIRED,
        /** The answer cannot be read. */
        MALFORMED,
        /** The native library is missing, or its process does not stay alive. */
        LIBRARY
    }

    private final Kind kind;
    private final int code;

    public ArchiveSourceFailure(Kind kind, int code) {
        super(kind + (code == 0 ? "" : ", code " + code));
        this.kind = kind;
        this.code = code;
    }

    public ArchiveSourceFailure(Kind kind, Throwable cause) {
        super(kind + ": " + cause.getClass().getSimpleName(), cause);
        this.kind = kind;
        this.code = 0;
    }

    public Kind kind() {
        return kind;
    }

    /** WeCom's code; 0 where there was none. */
    public int code() {
        return code;
    }
}
