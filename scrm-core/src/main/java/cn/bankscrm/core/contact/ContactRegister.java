package cn.bankscrm.core.contact;

import cn.bankscrm.core.privacy.FieldCipher;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The register of external contacts by WeCom's id: whoever is named for the first time is entered. */
@Component
public class ContactRegister {

    private final JdbcClient db;
    private final JdbcTemplate batches;
    private final FieldCipher cipher;
    private final ApplicationEventPublisher events;

    ContactRegister(JdbcClient db, JdbcTemplate batches, FieldCipher cipher, ApplicationEventPublisher events) {
        this.db = db;
        this.batches = batches;
        this.cipher = cipher;
        this.events = events;
    }

    /**
     * Finds or enters the contacts and locks them until the transaction ends, always in the same order.
     *
     * @return an id for every one of them
     */
    @Transactional
    public Map<ExternalUserId, ExternalContactId> lock(Set<ExternalUserId> contacts) {
        String[] userIds = contacts.stream().map(ExternalUserId::value).sorted().toArray(String[]::new);
        // Entering comes before locking: whoever waits for another's entry must not hold a lock that the other wants.
        enter(userIds);
        return locked(userIds);
    }

    /** Enters what WeCom tells of these contacts; what it does not tell stays as it was. */
    @Transactional
    public void describe(Collection<ContactProfile> profiles) {
        if (profiles.isEmpty()) {
            return;
        }
        enter(profiles.stream()
                .map(p -> p.externalUserId().value())
                .sorted()
                .distinct()
                .toArray(String[]::new));
        List<Object[]> rows = profiles.stream()
                .sorted((a, b) ->
                        a.externalUserId().value().compareTo(b.externalUserId().value()))
                .map(p -> new Object[] {
                    p.kind(),
                    encrypted(p.name()),
                    p.gender(),
                    p.unionid(),
                    p.externalUserId().value()
                })
                .toList();
        batches.batchUpdate("""
                update core.external_contact
                set kind = coalesce(?::smallint, kind),
                    name_enc = coalesce(?, name_enc),
                    gender = coalesce(?::smallint, gender),
                    unionid = coalesce(?, unionid),
                    version = version + 1
                where external_userid = ?
                """, rows);
        Set<ExternalUserId> identified = profiles.stream()
                .filter(profile -> profile.unionid() != null)
                .map(ContactProfile::externalUserId)
                .collect(Collectors.toSet());
        if (!identified.isEmpty()) {
            events.publishEvent(new ContactsDescribed(identified));
        }
    }

    private Map<ExternalUserId, ExternalContactId> locked(String[] userIds) {
        Map<ExternalUserId, ExternalContactId> ids = new HashMap<>();
        db.sql("""
                        select id, external_userid
                        from core.external_contact
                        where external_userid = any(:userIds)
                        order by id
                        for no key update
                        """).param("userIds", userIds).query(row -> {
            ids.put(new ExternalUserId(row.getString("external_userid")), new ExternalContactId(row.getLong("id")));
        });
        return ids;
    }

    private void enter(String[] userIds) {
        db.sql("""
                        insert into core.external_contact (id, external_userid, version)
                        select nextval('core.external_contact_seq'), userid, 0
                        from unnest(:userIds::text[]) as named (userid)
                        where not exists (select from core.external_contact c where c.external_userid = userid)
                        order by userid
                        on conflict (external_userid) do nothing
                        """).param("userIds", userIds).update();
    }

    private byte @Nullable [] encrypted(@Nullable String name) {
        return name == null || name.isEmpty() ? null : cipher.encrypt("external_contact.name", name);
    }
}
