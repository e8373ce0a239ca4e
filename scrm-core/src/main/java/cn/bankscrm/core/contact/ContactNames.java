package cn.bankscrm.core.contact;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The masked names of contacts, for who reads chats: whether they may is decided, and written down, before. */
@Component
public class ContactNames {

    private final JdbcClient db;
    private final FieldCipher cipher;

    ContactNames(JdbcClient db, FieldCipher cipher) {
        this.db = db;
        this.cipher = cipher;
    }

    /** @return of those of the contacts whose names are known, by WeCom's id */
    @Transactional(readOnly = true)
    public Map<String, String> masked(Collection<String> externalUserIds) {
        Map<String, String> names = new HashMap<>();
        db.sql("""
                        select external_userid, name_enc from core.external_contact
                        where external_userid = any(:ids) and name_enc is not null
                        """).param("ids", externalUserIds.toArray(String[]::new)).query(row -> {
            names.put(
                    row.getString("external_userid"),
                    Masking.name(cipher.decrypt("external_contact.name", row.getBytes("name_enc"))));
        });
        return names;
    }
}
