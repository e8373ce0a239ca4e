package cn.bankscrm.core.realname;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The versions of the consent text that customers are or were shown; none is ever changed. */
@Component
@Transactional(readOnly = true)
public class ConsentTexts {

    private final JdbcClient db;
    private final Clock clock;

    ConsentTexts(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** The version that customers are shown now. */
    public ConsentText current() {
        return db.sql("""
                        select version, title, body from core.consent_text
                        where status = 'APPROVED' and effective_from <= :now
                        order by effective_from desc, approved_at desc limit 1
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .query(ConsentTexts::text)
                .single();
    }

    /** A version that customers are shown now or were shown before. */
    public Optional<ConsentText> find(String version) {
        return db.sql("""
                        select version, title, body from core.consent_text
                        where version = :version and status = 'APPROVED' and effective_from <= :now
                        """)
                .param("version", version)
                .param("now", Timestamp.from(clock.instant()))
                .query(ConsentTexts::text)
                .optional();
    }

    private static ConsentText text(ResultSet row, int number) throws SQLException {
        return new ConsentText(row.getString("version"), row.getString("title"), row.getString("body"));
    }
}
