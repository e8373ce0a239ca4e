package cn.bankscrm.core.privacy;

/**
 * Encrypts single fields of personal data and computes the keyed digests by which they are found again.
 *
 * <p>Ciphertexts carry the id of their key, so that keys can be rotated: new values take the newest key, old ones are
 * read with theirs. The field's name is authenticated with the value: a mobile number cannot be passed off as a name.
 */
public interface FieldCipher {

    /**
     * @param field the column that holds the value, for example {@code customer.name}
     * @return key id, nonce, ciphertext and tag, ready to be stored
     */
    byte[] encrypt(String field, String plain);

    /** @throws UnreadablePersonalData when no key of the ring fits, or the value was not encrypted for this field */
    String decrypt(String field, byte[] encrypted);

    /** A digest under a secret key (32 bytes): equal for equal values of the same field, worthless without the key. */
    byte[] digest(String field, String plain);
}
