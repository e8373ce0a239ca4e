package cn.bankscrm.core.privacy;

/** A stored field cannot be decrypted: its key is missing from the ring, or the value was tampered with. */
public class UnreadablePersonalData extends RuntimeException {

    public UnreadablePersonalData(String field, Throwable cause) {
        super("No key of the ring opens a value of " + field, cause);
    }
}
