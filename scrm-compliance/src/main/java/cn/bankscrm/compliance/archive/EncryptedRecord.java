package cn.bankscrm.compliance.archive;

/**
 * A record as WeCom hands it out; nothing of it is believed.
 *
 * @param seq WeCom's number
 * @param msgId equal for the same message
 * @param keyVersion which of the bank's public keys sealed the random key ({@code publickey_ver})
 * @param randomKey Base64, RSA PKCS #1
 * @param ciphertext Base64
 */
public record EncryptedRecord(long seq, String msgId, int keyVersion, String randomKey, String ciphertext) {

    public EncryptedRecord {
        if (seq < 1) {
            throw new IllegalArgumentException("A record's number is positive");
        }
    }

    /** Without the contents. */
    @Override
    public String toString() {
        return "EncryptedRecord[seq=" + seq + ", keyVersion=" + keyVersion + "]";
    }
}
