package cn.bankscrm.engagement.content;

/** What became of a file that was handed in. */
public sealed interface Keeping {

    /** @param sha256 in hex, by which a body refers to it */
    record Kept(String sha256, String mediaType) implements Keeping {}

    record Refused(Why why) implements Keeping {}

    /** Why a file is not taken. */
    enum Why {
        /** Neither PNG, JPEG nor PDF, whatever it is called. */
        NOT_TAKEN,
        TOO_LARGE,
        BROKEN,
        TOO_MANY_PIXELS
    }
}
