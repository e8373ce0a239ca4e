package cn.bankscrm.compliance.archive;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How far each of those that work through the archive has come (search, screening, evidence). A reader locks its place,
 * does its work and moves the place in one transaction: neither a kill nor a second node makes it leave out or repeat a
 * message.
 */
@Component
public class ArchiveReaders {

    private final JdbcClient db;

    ArchiveReaders(JdbcClient db) {
        this.db = db;
    }

    /** @return the place of the last message done; 0 for a reader that never was */
    @Transactional
    public long place(String reader) {
        return db.sql("select place from compliance.archive_reader where name = :name")
                .param("name", reader)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The same, held until the caller's transaction ends: another node that asks meanwhile waits. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long lock(String reader) {
        db.sql("insert into compliance.archive_reader (name, place) values (:name, 0) on conflict do nothing")
                .param("name", reader)
                .update();
        return db.sql("select place from compliance.archive_reader where name = :name for update")
                .param("name", reader)
                .query(Long.class)
                .single();
    }

    /** @param place of the last message done; never moves back */
    @Transactional
    public void advance(String reader, long place) {
        db.sql("""
                        insert into compliance.archive_reader (name, place) values (:name, :place)
                        on conflict (name) do update set place = greatest(archive_reader.place, excluded.place)
                        """).param("name", reader).param("place", place).update();
    }

    /** Begins again from the first message, for whoever loses what was made of the archive. */
    @Transactional
    public void restart(String reader) {
        db.sql("delete from compliance.archive_reader where name = :name")
                .param("name", reader)
                .update();
    }
}
