package cn.bankscrm.compliance.interception;

/** Texts cannot be screened now, so none may leave: no version of the lexicon is in force, or it is not read yet. */
public final class DoorClosed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DoorClosed() {
        super("No version of the lexicon is in force");
    }
}
