package cn.bankscrm.core.contact;

import cn.bankscrm.core.privacy.FieldCipher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The names of contacts for tests of other modules. */
public final class TestContactNames {

    private TestContactNames() {}

    public static ContactNames on(JdbcClient db, FieldCipher cipher) {
        return new ContactNames(db, cipher);
    }
}
