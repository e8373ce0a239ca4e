package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import java.sql.Timestamp;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who does not want to be written to any more (退订). It stands until the same person takes it back. */
@Component
public class OptOuts {

    private final JdbcClient db;
    private final Clock clock;

    OptOuts(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Whether nothing is to be sent to the contact. */
    @Transactional(readOnly = true)
    public boolean stands(ExternalContactId contact) {
        return db.sql(
                        "select exists (select from engagement.opt_out where contact_id = :contact and revoked_at is null)")
                .param("contact", contact.value())
                .query(Boolean.class)
                .single();
    }

    /** Twice is as good as once. */
    @Transactional
    void record(Reader reader, LinkId link) {
        db.sql("""
                        insert into engagement.opt_out (contact_id, visitor, link_id, at)
                        values (:contact, :visitor, :link, :now)
                        on conflict do nothing
                        """)
                .param("contact", contact(reader))
                .param("visitor", reader.contact().isPresent() ? null : reader.visitor())
                .param("link", link.value())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    @Transactional
    void revoke(Reader reader) {
        db.sql("""
                        update engagement.opt_out set revoked_at = greatest(:now, at)
                        where revoked_at is null and (contact_id = :contact or contact_id is null and visitor = :visitor)
                        """)
                .param("contact", contact(reader))
                .param("visitor", reader.visitor())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private static @Nullable Long contact(Reader reader) {
        return reader.contact().map(ExternalContactId::value).orElse(null);
    }
}
