package cn.bankscrm.compliance.search;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What retention deletes from the archive goes from the index, too: run by run, each index from its own place. */
@Component
class DeletedMessages {

    private final JdbcClient db;

    DeletedMessages(JdbcClient db) {
        this.db = db;
    }

    /** @return whether a run was followed, so that there may be another */
    boolean follow(ChatIndex index) throws IOException {
        if (index.place() == 0) {
            // what was deleted before an index begins never comes into it
            index.remove(List.of(), last());
            return false;
        }
        Optional<Long> run =
                db.sql("""
                        select id from compliance.deletion_run where id > :removed order by id limit 1
                        """).param("removed", index.removed()).query(Long.class).optional();
        if (run.isEmpty()) {
            return false;
        }
        List<Long> seqs = db.sql("""
                        select record_id from compliance.deleted_record where run_id = :run and kind = 'MESSAGE'
                        """)
                .param("run", run.get())
                .query((row, n) -> row.getLong("record_id"))
                .list();
        index.remove(seqs, run.get());
        index.refresh();
        return true;
    }

    private long last() {
        return db.sql("select coalesce(max(id), 0) from compliance.deletion_run")
                .query(Long.class)
                .single();
    }
}
