package cn.bankscrm.compliance.picture;

/** Why a picture cannot be read. The names are stored. */
public enum Trouble {
    /** Of a kind that the platform has no reader for. */
    FORMAT,
    /** It would take more memory than a picture may: it is not even begun. */
    TOO_LARGE,
    /** Not what its beginning says. */
    BROKEN,
    /** Kept no more where it was kept. */
    LOST,
    /** Begun several times, and never ended. */
    GIVEN_UP
}
