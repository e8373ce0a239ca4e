package cn.bankscrm.engagement.content;

/**
 * A picture or document.
 *
 * @param mediaType image/png, image/jpeg or application/pdf; what it really is, whatever it was called
 */
@SuppressWarnings("ArrayRecordComponent") // it is compared by nobody, and handed on at once
public record ContentFile(String sha256, String mediaType, byte[] bytes) {

    /** Not the bytes. */
    @Override
    public String toString() {
        return "ContentFile[" + sha256 + "]";
    }
}
