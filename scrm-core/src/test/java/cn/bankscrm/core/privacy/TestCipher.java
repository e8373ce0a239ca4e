package cn.bankscrm.core.privacy;

/** A cipher with keys that were made for the tests of this JVM. */
public final class TestCipher {

    private static final FieldCipher CIPHER = new TinkFieldCipher(PrivacyKeys.generate());

    private TestCipher() {}

    public static FieldCipher get() {
        return CIPHER;
    }
}
