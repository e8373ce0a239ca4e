package cn.bankscrm.compliance.picture;

/**
 * A code in a picture.
 *
 * @param format as the reader calls it: {@code QR_CODE}, {@code CODE_128} …
 * @param payload what it says
 */
public record PictureCode(CodeKind kind, String format, String payload) {

    /** Without what it says. */
    @Override
    public String toString() {
        return "PictureCode[" + kind + ", " + format + "]";
    }
}
