package cn.bankscrm.compliance.picture;

/** A picture cannot be read, and will not be readable later. */
final class UnreadablePicture extends Exception {

    private static final long serialVersionUID = 1;

    private final Trouble trouble;

    UnreadablePicture(Trouble trouble) {
        super(trouble.name());
        this.trouble = trouble;
    }

    UnreadablePicture(Trouble trouble, Exception cause) {
        super(trouble.name(), cause);
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }
}
